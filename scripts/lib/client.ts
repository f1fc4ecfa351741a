import { Inngest } from "inngest";

/** The client of all functions here. Its id is the app's, unless INNGEST_APP_ID says otherwise. */
export const inngest = new Inngest({ id: "system-bus" });
