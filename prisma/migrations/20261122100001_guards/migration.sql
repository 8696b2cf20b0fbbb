-- What must never be is refused by the database itself (architecture §2, laws 5–7).

-- One open escalation per obligation and level (B75).
CREATE UNIQUE INDEX "Escalation_one_open" ON "Escalation" ("organizationId", "obligationId", "level")
  WHERE "state" IN ('proposed', 'approved', 'amended', 'postponed');

-- One draft per obligation: two people typing at once share it.
CREATE UNIQUE INDEX "Submission_one_draft" ON "Submission" ("organizationId", "obligationId")
  WHERE "state" = 'draft';

ALTER TABLE "ReportingPeriod"
  ADD CONSTRAINT "ReportingPeriod_span" CHECK ("dataFrom" <= "dataTo"),
  ADD CONSTRAINT "ReportingPeriod_due_after_data" CHECK ("dueAt" > "dataFrom");

-- Nothing is projected from a rule that no person confirmed (law 4).
CREATE FUNCTION refuse_unconfirmed_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "ReportingRule" r WHERE r."id" = NEW."ruleId" AND r."confirmedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'reporting rule % is not confirmed', NEW."ruleId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ReportingPeriod_rule_confirmed" BEFORE INSERT ON "ReportingPeriod"
  FOR EACH ROW EXECUTE FUNCTION refuse_unconfirmed_rule();

-- A sent message says when; one without a recipient was never to be sent.
ALTER TABLE "Message"
  ADD CONSTRAINT "Message_sent_at" CHECK ("state" NOT IN ('sent', 'delivered', 'read', 'bounced') OR "sentAt" IS NOT NULL),
  ADD CONSTRAINT "Message_recipient" CHECK ("contactId" IS NOT NULL OR "userId" IS NOT NULL OR "state" = 'withheld'),
  ADD CONSTRAINT "Message_withheld_reason" CHECK ("state" <> 'withheld' OR "reason" IS NOT NULL);

-- An escalation is issued only after a person decided it (law 6).
ALTER TABLE "Escalation"
  ADD CONSTRAINT "Escalation_decided" CHECK (
    "state" NOT IN ('approved', 'amended', 'issued', 'rejected')
    OR ("decidedByName" IS NOT NULL AND "decidedAt" IS NOT NULL)),
  ADD CONSTRAINT "Escalation_reject_reason" CHECK ("state" <> 'rejected' OR "decisionReason" IS NOT NULL);

-- The audit log: append-only, numbered and chained under one lock per organization.
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  previous text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit/' || NEW."organizationId"::text, 0));
  -- numbered inside the lock, so that the order of ids is the order of the chain
  NEW."id" := nextval(pg_get_serial_sequence('"AuditEntry"', 'id'));
  SELECT "hash" INTO previous FROM "AuditEntry"
    WHERE "organizationId" = NEW."organizationId" ORDER BY "id" DESC LIMIT 1;
  NEW."previousHash" := coalesce(previous, '');
  NEW."hash" := encode(sha256(convert_to(concat_ws(E'\x1f',
    NEW."previousHash", NEW."organizationId", to_char(NEW."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'),
    NEW."actorKind", coalesce(NEW."actorId", ''), NEW."actorName", NEW."action", NEW."subjectType", NEW."subjectId",
    coalesce(NEW."before"::text, ''), coalesce(NEW."after"::text, ''), coalesce(NEW."reason", '')), 'UTF8')), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER "AuditEntry_chain" BEFORE INSERT ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "AuditEntry_no_truncate" BEFORE TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
