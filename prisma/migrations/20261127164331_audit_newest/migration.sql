-- The newest entry of an organization, to which the next one is chained.
CREATE INDEX "AuditEntry_organizationId_id_idx" ON "AuditEntry"("organizationId", "id");

-- A session plans the trigger's look at the newest entry once. Planned while the log is nearly empty it reads and sorts the
-- whole log; a change of one calendar day then appends thousands of rows, each at the price of all before it.
ALTER FUNCTION audit_chain() SET enable_sort = off;
