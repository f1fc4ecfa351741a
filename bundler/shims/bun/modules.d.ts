// What tests of this folder import where there are no types of Bun's.
declare module "bun:sqlite" {
  export const Database: any;
}
