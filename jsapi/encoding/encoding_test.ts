import { equal, outcome, outcomeName, record, test, throws } from "host:test";

const bytes = (...list: number[]) => new Uint8Array(list);

test("TextEncoder", () => {
  const e = new TextEncoder();
  for (const s of ["", "abc", "é", "€", "😀", "a\ud800b", "\udc00"]) record(e.encode(s));
  record(e.encode(undefined as any));
  record(e.encode(5 as any));
  const into = new Uint8Array(6);
  record([e.encodeInto("aé😀b", into), into]);
  const small = new Uint8Array(2);
  record([e.encodeInto("a€", small), small]);
  record([e.encoding, Object.prototype.toString.call(e)]);
});

test("utf-8", () => {
  const d = new TextDecoder();
  const cases = [
    [], [0x61], [0xc3, 0xa9], [0xe2, 0x82, 0xac], [0xf0, 0x9f, 0x98, 0x80], [0xef, 0xbb, 0xbf, 0x61], [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], [0xff], [0x80], [0xc3], [0xe2, 0x82], [0xe2, 0x82, 0x61], [0xf0, 0x9f], [0xf0, 0x9f, 0x98, 0x61],
    [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe0, 0x80, 0x80], [0xc3, 0x28], [0x61, 0xff, 0x62, 0xc3, 0xa9, 0xfe],
  ];
  for (const c of cases) record(d.decode(bytes(...c)));
  for (const c of cases) outcomeName(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes(...c)));
  for (const c of cases) record(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes(...c)));
  record(d.decode());
  record(d.decode(bytes(0x61, 0x62).buffer));
  record(d.decode(new DataView(bytes(0x61, 0x62, 0x63).buffer, 1)));
  record(d.decode(new Uint16Array([0x6161])));
});

test("streams", () => {
  const text = "aé€😀\ufeff!";
  const all = new TextEncoder().encode(text);
  for (const size of [1, 2, 3]) {
    const d = new TextDecoder();
    let out = "";
    for (let i = 0; i < all.length; i += size) out += d.decode(all.subarray(i, i + size), { stream: true });
    out += d.decode();
    equal(out, text);
  }
  const d = new TextDecoder();
  record([d.decode(bytes(0xe2, 0x82), { stream: true }), d.decode()]);
  record([d.decode(bytes(0xef, 0xbb), { stream: true }), d.decode(bytes(0xbf, 0x41), { stream: true }), d.decode(bytes(0xef, 0xbb, 0xbf), { stream: true }), d.decode()]);
  const f = new TextDecoder("utf-8", { fatal: true });
  f.decode(bytes(0xe2), { stream: true });
  throws(() => f.decode(), { name: "TypeError", code: "ERR_ENCODING_INVALID_ENCODED_DATA" });
  record(f.decode(bytes(0x61)));
});

test("labels", () => {
  for (const label of ["utf8", "UTF-8", " unicode-1-1-utf-8\n", "utf-16", "utf-16le", "ucs-2", "utf-16be", "latin1", "ISO-8859-1", "ascii", "windows-1252", "iso-8859-2", "koi8-r", "macintosh", "windows-1251", "gbk", "gb18030", "big5", "euc-jp", "shift_jis", "iso-2022-jp", "euc-kr"]) {
    record(new TextDecoder(label).encoding, label);
  }
  for (const label of ["", "nope", "utf", "replacement"]) throws(() => new TextDecoder(label), { name: "RangeError" });
});

test("single-byte encodings", () => {
  const high = bytes(...Array.from({ length: 128 }, (_, i) => i + 128));
  for (const label of ["iso-8859-2", "iso-8859-5", "iso-8859-15", "koi8-r", "windows-1250", "windows-1251", "windows-1254", "macintosh", "ibm866"]) record(new TextDecoder(label).decode(high), label);
});

test("multi-byte encodings", () => {
  record(new TextDecoder("shift_jis").decode(bytes(0x83, 0x65, 0x83, 0x58, 0x83, 0x67)));
  record(new TextDecoder("euc-jp").decode(bytes(0xa5, 0xc6, 0xa5, 0xb9)));
  record(new TextDecoder("gbk").decode(bytes(0xc4, 0xe3, 0xba, 0xc3)));
  record(new TextDecoder("big5").decode(bytes(0xa7, 0x41, 0xa6, 0x6e)));
  record(new TextDecoder("euc-kr").decode(bytes(0xbe, 0xc8, 0xb3, 0xe7)));
  record(new TextDecoder("utf-16le").decode(bytes(0x61, 0, 0x3d, 0xd8, 0x00, 0xde)));
  record(new TextDecoder("utf-16be").decode(bytes(0, 0x61)));
  record(new TextDecoder("utf-16le").decode(bytes(0xff, 0xfe, 0x61, 0)));
  outcomeName(() => new TextDecoder("utf-16le", { fatal: true }).decode(bytes(0x3d, 0xd8, 0x61, 0)));
});

test("arguments", () => {
  const d: any = new TextDecoder();
  throws(() => d.decode("text"), { name: "TypeError" });
  record([d.encoding, d.fatal, d.ignoreBOM]);
});

test("atob and btoa", () => {
  for (const s of ["", "YQ==", "YQ", "YWI=", "YWJj", " Y Q = = \n", "YQ=", "Y", "====", "YQ==YQ==", "Y!==", "gIGC/w==", "a-_b", "YWJj=", "ab=c"]) {
    outcome(() => atob(s), `atob ${JSON.stringify(s)}`);
  }
  for (const s of ["", "a", "ab", "abc", "\x80\xff", "é"]) record(btoa(s), `btoa ${JSON.stringify(s)}`);
  outcomeName(() => btoa("€"));
  record([atob(null as any), btoa(undefined as any), btoa(12 as any)]);
});
