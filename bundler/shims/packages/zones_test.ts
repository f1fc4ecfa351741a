// Packages that work with time zones, which rest on Intl.DateTimeFormat.
import { CronExpressionParser } from "cron-parser";
import { record, test } from "host:test";
import { DateTime, Duration, Interval } from "luxon";

test("luxon", () => {
  const at = DateTime.fromISO("2026-03-29T00:30:00Z", { zone: "Europe/Berlin" });
  record(at.toISO());
  record(at.plus({ hours: 1 }).toISO());
  record(at.plus({ days: 1 }).toISO());
  record([at.zoneName, at.offset, at.plus({ hours: 2 }).offset, at.isInDST, at.isValid]);
  record(at.setZone("America/Los_Angeles").toISO());
  record(at.setZone("Asia/Kolkata").toFormat("yyyy-LL-dd HH:mm:ss ZZ"));
  record(at.setLocale("en-US").toLocaleString(DateTime.DATE_FULL));
  record(at.setLocale("en-US").toFormat("cccc d LLLL yyyy, h:mm a"));
  record(at.endOf("month").toISODate());
  record(at.startOf("week").toISO());
  record(DateTime.fromISO("2026-01-01", { zone: "Nowhere/Land" }).invalidReason);
  record(DateTime.fromFormat("12/31/2026 23:59", "MM/dd/yyyy HH:mm", { zone: "America/New_York" }).toUTC().toISO());
  record(DateTime.fromISO("2026-11-01T05:30:00Z", { zone: "America/New_York" }).plus({ hours: 1 }).toISO());
  record(Duration.fromObject({ hours: 36, minutes: 90 }).shiftTo("days", "hours", "minutes").toObject());
  record(Interval.after(at, { days: 2 }).count("days"));
});

test("cron-parser with time zones", () => {
  const next = (expression: string, tz: string, from: string, n = 4) => {
    const cron = CronExpressionParser.parse(expression, { tz, currentDate: new Date(from) });
    return Array.from({ length: n }, () => cron.next().toISOString());
  };
  record(next("0 7 * * *", "America/Los_Angeles", "2026-03-06T00:00:00Z"));
  record(next("30 2 * * *", "America/New_York", "2026-03-06T00:00:00Z"));
  record(next("30 1 * * *", "America/New_York", "2026-10-30T00:00:00Z"));
  record(next("0 0 1 * *", "Europe/Berlin", "2026-01-15T00:00:00Z"));
  record(next("*/15 9-10 * * 1-5", "Asia/Tokyo", "2026-01-02T00:00:00Z", 10));
  record(next("0 12 L * *", "UTC", "2026-01-02T00:00:00Z"));
});
