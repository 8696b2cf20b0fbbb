-- The day in Viet Nam, whatever the session's time zone: a request due before 07:00 of its own day is yesterday in UTC.
ALTER TABLE "ReportingPeriod" DROP CONSTRAINT "ReportingPeriod_due_after_data";
ALTER TABLE "ReportingPeriod"
  ADD CONSTRAINT "ReportingPeriod_due_after_data" CHECK (("dueAt" AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= "dataFrom");
