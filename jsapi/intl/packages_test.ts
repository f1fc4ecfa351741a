import { CronExpressionParser } from "cron-parser";
import { format, formatInTimeZone, fromZonedTime, getTimezoneOffset, toZonedTime } from "date-fns-tz";
import { DateTime, IANAZone, Info, Interval, Settings } from "luxon";

import { equal, outcomeName, record, test } from "host:test";
import { Choices } from "./cases";

const zones = ["UTC", "America/Los_Angeles", "America/New_York", "Europe/Stockholm", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia"];
const edges = [Date.UTC(2026, 2, 8, 9, 59, 59), Date.UTC(2026, 2, 8, 10), Date.UTC(2026, 10, 1, 8, 59), Date.UTC(2026, 10, 1, 9), Date.UTC(2026, 2, 29, 0, 59), Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)];

test("luxon", () => {
  const c = new Choices(1);
  const moments = [...edges];
  for (let i = 0; i < 12; i++) moments.push(Math.floor(c.number() * 2e12));
  for (const zone of zones) {
    record([IANAZone.isValidZone(zone), IANAZone.create(zone).offset(edges[0]!), IANAZone.create(zone).offsetName(edges[0]!, { format: "long", locale: "en-US" })], zone);
    for (const ms of moments) {
      const d = DateTime.fromMillis(ms, { zone });
      record([d.toISO(), d.toFormat("ccc dd LLL yyyy HH:mm:ss.SSS ZZZZ z"), d.isInDST, d.startOf("day").toISO(), d.plus({ months: 1 }).toISO(), d.endOf("week").toISODate()], `${zone} ${ms}`);
      for (const locale of ["en-US", "sv-SE", "de"]) {
        const l = d.setLocale(locale);
        record([l.toLocaleString(DateTime.DATETIME_FULL), l.toLocaleString(DateTime.TIME_24_SIMPLE), l.toFormat("DDDD t"), l.toFormat("EEEE d MMMM a")], `${zone} ${ms} ${locale}`);
      }
    }
  }
  for (const text of ["2026-03-08T02:30", "2026-11-01T01:30", "2026-06-01", "2026-W10-3"]) record(DateTime.fromISO(text, { zone: "America/New_York" }).toISO(), text);
  record(DateTime.fromFormat("5 mars 2026 14:05", "d MMMM yyyy HH:mm", { locale: "sv", zone: "Europe/Stockholm" }).toISO());
  record(DateTime.fromFormat("March 5, 2026 2:05 PM", "MMMM d, yyyy h:mm a", { locale: "en-US", zone: "Europe/London" }).toISO());
  record([Info.months("long", { locale: "sv" }), Info.weekdays("short", { locale: "de" }), Info.meridiems({ locale: "en" }), Info.eras("long", { locale: "fr" }), Info.hasDST("Europe/Stockholm"), Info.features()]);
  const base = DateTime.fromMillis(edges[0]!, { zone: "UTC" });
  record([base.plus({ days: 2 }).toRelative({ base }), base.minus({ hours: 3 }).toRelative({ base, locale: "sv" }), base.plus({ days: 1 }).toRelativeCalendar({ base })]);
  record(Interval.fromDateTimes(base, base.plus({ days: 3 })).toLocaleString(DateTime.DATE_MED));
  record(base.diff(base.minus({ months: 2, days: 3 }), ["months", "days"]).toHuman());
  equal(Settings.defaultZone.isValid, true);
});

test("cron-parser", () => {
  for (const tz of zones.slice(0, 5)) {
    for (const expression of ["0 9 * * *", "30 2 * * *", "0 0 1 * *", "*/15 1-3 * * *", "0 8 * * MON-FRI", "0 12 L * *", "5 1 * * 0"]) {
      for (const start of [edges[0]! - 36e5 * 30, edges[2]! - 36e5 * 30]) {
        const cron = CronExpressionParser.parse(expression, { currentDate: new Date(start), tz });
        outcomeName(() => [1, 2, 3].map(() => cron.next().toISOString()), `${tz} ${expression} ${start}`);
      }
    }
  }
  outcomeName(() => CronExpressionParser.parse("0 9 * * *", { tz: "Mars/Phobos" }).next().toISOString());
});

test("date-fns-tz", () => {
  for (const zone of zones) {
    for (const ms of edges) {
      const d = new Date(ms);
      record([getTimezoneOffset(zone, d), toZonedTime(d, zone).getTime(), fromZonedTime("2026-03-29 02:30:00", zone).toISOString()], `${zone} ${ms}`);
      record(formatInTimeZone(d, zone, "yyyy-MM-dd HH:mm:ssXXX zzz zzzz O"), `${zone} ${ms}`);
    }
  }
  record(format(toZonedTime(new Date(0), "America/New_York"), "PPPPpppp", { timeZone: "America/New_York" }));
});
