-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "System" AS ENUM ('chinh_quyen', 'dang');

-- CreateEnum
CREATE TYPE "StaffRole" AS ENUM ('officer', 'office_head', 'leader', 'admin');

-- CreateEnum
CREATE TYPE "UnitKind" AS ENUM ('subordinate', 'independent', 'party');

-- CreateEnum
CREATE TYPE "RouteKind" AS ENUM ('email', 'zalo', 'phone');

-- CreateEnum
CREATE TYPE "RouteState" AS ENUM ('active', 'bounced', 'blocked', 'opted_out');

-- CreateEnum
CREATE TYPE "PlanState" AS ENUM ('draft', 'active', 'suspended', 'ended', 'terminated');

-- CreateEnum
CREATE TYPE "PeriodState" AS ENUM ('planned', 'open', 'closed', 'history', 'cancelled');

-- CreateEnum
CREATE TYPE "ObligationState" AS ENUM ('expected', 'open', 'submitted', 'accepted', 'returned', 'exempt', 'cancelled');

-- CreateEnum
CREATE TYPE "SubmissionState" AS ENUM ('draft', 'submitted', 'accepted', 'returned', 'withdrawn');

-- CreateEnum
CREATE TYPE "ExtensionState" AS ENUM ('requested', 'granted', 'refused');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('email', 'zalo');

-- CreateEnum
CREATE TYPE "MessageKind" AS ENUM ('reminder', 'change_notice', 'returned', 'extension', 'receipt', 'on_behalf', 'handover', 'proposal', 'proposal_withdrawn', 'approver_reminder', 'letter', 'summary', 'supplement', 'alert');

-- CreateEnum
CREATE TYPE "MessageState" AS ENUM ('queued', 'held', 'sending', 'sent', 'delivered', 'read', 'bounced', 'failed', 'unknown', 'withheld');

-- CreateEnum
CREATE TYPE "EscalationState" AS ENUM ('proposed', 'approved', 'amended', 'postponed', 'rejected', 'withdrawn', 'issued');

-- CreateEnum
CREATE TYPE "SummaryState" AS ENUM ('draft', 'reviewed', 'issued', 'superseded');

-- CreateTable
CREATE TABLE "Organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "placeName" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "system" "System" NOT NULL,
    "parentName" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "organizationId" UUID NOT NULL,
    "role" "StaffRole" NOT NULL,
    "title" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delegation" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "fromUserId" TEXT NOT NULL,
    "toUserId" TEXT NOT NULL,
    "fromDate" DATE NOT NULL,
    "toDate" DATE NOT NULL,

    CONSTRAINT "Delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "UnitKind" NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "effectiveFrom" DATE,
    "effectiveTo" DATE,
    "successorId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "role" TEXT NOT NULL,
    "rank" INTEGER NOT NULL DEFAULT 1,
    "effectiveFrom" DATE,
    "effectiveTo" DATE,
    "successorId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactRoute" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "kind" "RouteKind" NOT NULL,
    "address" TEXT NOT NULL,
    "state" "RouteState" NOT NULL DEFAULT 'active',
    "stateReason" TEXT,
    "lastInteractionAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ContactRoute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoredFile" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contentType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StoredFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Plan" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "state" "PlanState" NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "documentType" TEXT NOT NULL,
    "system" "System" NOT NULL,
    "issuingBody" TEXT NOT NULL,
    "number" TEXT,
    "symbol" TEXT,
    "issuedOn" DATE,
    "identityWaiver" TEXT,
    "signer" TEXT,
    "termFrom" DATE,
    "termTo" DATE,
    "sourceFileId" UUID NOT NULL,
    "contentSha256" TEXT NOT NULL,
    "sourceText" TEXT NOT NULL,
    "reading" JSONB NOT NULL,
    "corrections" JSONB NOT NULL DEFAULT '[]',
    "policy" JSONB,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "compilerUnitId" UUID,
    "amendsPlanId" UUID,
    "suspendedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT,
    "activatedAt" TIMESTAMPTZ(3),
    "activatedById" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlanQuestion" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "lines" JSONB NOT NULL DEFAULT '[]',
    "refersTo" TEXT,
    "blocking" BOOLEAN NOT NULL,
    "options" JSONB NOT NULL DEFAULT '[]',
    "answer" JSONB,
    "answeredById" TEXT,
    "answeredByName" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "PlanQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "section" TEXT,
    "text" TEXT NOT NULL,
    "deadlineText" TEXT,
    "product" TEXT,
    "lines" JSONB NOT NULL DEFAULT '[]',
    "confidence" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AssignmentUnit" (
    "organizationId" UUID NOT NULL,
    "assignmentId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "AssignmentUnit_pkey" PRIMARY KEY ("assignmentId","unitId","role")
);

-- CreateTable
CREATE TABLE "Target" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "indicator" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "comparator" TEXT,
    "value" DECIMAL(20,4),
    "valueMax" DECIMAL(20,4),
    "unit" TEXT,
    "milestoneYear" INTEGER,
    "milestoneDate" DATE,
    "per" TEXT,
    "kind" TEXT NOT NULL,
    "measurable" BOOLEAN NOT NULL,
    "direction" TEXT NOT NULL DEFAULT 'asc',
    "aggregation" TEXT NOT NULL DEFAULT 'sum',
    "groupKey" TEXT,
    "parentId" UUID,
    "lines" JSONB NOT NULL DEFAULT '[]',
    "confidence" DOUBLE PRECISION NOT NULL,
    "confirmed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TargetUnit" (
    "organizationId" UUID NOT NULL,
    "targetId" UUID NOT NULL,
    "unitId" UUID NOT NULL,

    CONSTRAINT "TargetUnit_pkey" PRIMARY KEY ("targetId","unitId")
);

-- CreateTable
CREATE TABLE "ReportingRule" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "cycle" TEXT NOT NULL,
    "preset" TEXT NOT NULL,
    "accumulation" TEXT NOT NULL,
    "custom" JSONB,
    "deadlineRule" JSONB NOT NULL,
    "deadlineSource" JSONB NOT NULL,
    "rollPolicy" TEXT NOT NULL,
    "strictness" TEXT NOT NULL DEFAULT 'strict',
    "recipient" TEXT,
    "content" TEXT,
    "lines" JSONB NOT NULL DEFAULT '[]',
    "confirmedById" TEXT,
    "confirmedByName" TEXT,
    "confirmedAt" TIMESTAMPTZ(3),
    "active" BOOLEAN NOT NULL DEFAULT true,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ReportingRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RuleUnit" (
    "organizationId" UUID NOT NULL,
    "ruleId" UUID NOT NULL,
    "unitId" UUID NOT NULL,

    CONSTRAINT "RuleUnit_pkey" PRIMARY KEY ("ruleId","unitId")
);

-- CreateTable
CREATE TABLE "ReportingPeriod" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "ruleId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "cycle" TEXT NOT NULL,
    "dataFrom" DATE NOT NULL,
    "dataTo" DATE NOT NULL,
    "cumulativeFrom" DATE,
    "partial" BOOLEAN NOT NULL DEFAULT false,
    "state" "PeriodState" NOT NULL DEFAULT 'planned',
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "locksAt" TIMESTAMPTZ(3) NOT NULL,
    "deadline" JSONB NOT NULL,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "halfYear" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReportingPeriod_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Obligation" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "periodId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "namedUnitId" UUID,
    "state" "ObligationState" NOT NULL DEFAULT 'expected',
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "overdueFrom" TIMESTAMPTZ(3) NOT NULL,
    "deadline" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "revisedAt" TIMESTAMPTZ(3),
    "correctionDueAt" TIMESTAMPTZ(3),
    "firstSubmittedAt" TIMESTAMPTZ(3),
    "officialDate" TIMESTAMPTZ(3),
    "acceptedVersion" INTEGER,
    "timeliness" TEXT,
    "originalDueAt" TIMESTAMPTZ(3),
    "closedReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Obligation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Submission" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "obligationId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "SubmissionState" NOT NULL DEFAULT 'draft',
    "sections" JSONB NOT NULL DEFAULT '{}',
    "figures" JSONB NOT NULL DEFAULT '[]',
    "nil" BOOLEAN NOT NULL DEFAULT false,
    "enteredAt" TIMESTAMPTZ(3) NOT NULL,
    "submittedAt" TIMESTAMPTZ(3),
    "officialDate" TIMESTAMPTZ(3),
    "receiptNumber" TEXT,
    "enteredByKind" TEXT NOT NULL,
    "enteredById" TEXT NOT NULL,
    "enteredByName" TEXT NOT NULL,
    "onBehalfOfName" TEXT,
    "paperEvidence" TEXT,
    "returnReason" TEXT,
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SubmissionFile" (
    "organizationId" UUID NOT NULL,
    "submissionId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "SubmissionFile_pkey" PRIMARY KEY ("submissionId","fileId")
);

-- CreateTable
CREATE TABLE "Extension" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "obligationId" UUID NOT NULL,
    "state" "ExtensionState" NOT NULL DEFAULT 'requested',
    "reason" TEXT NOT NULL,
    "requestedDate" DATE,
    "requestedByName" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "oldDueAt" TIMESTAMPTZ(3),
    "newDueAt" TIMESTAMPTZ(3),
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionReason" TEXT,

    CONSTRAINT "Extension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" "MessageKind" NOT NULL,
    "contactId" UUID,
    "userId" TEXT,
    "channel" "Channel",
    "important" BOOLEAN NOT NULL DEFAULT false,
    "nominalAt" TIMESTAMPTZ(3) NOT NULL,
    "effectiveAt" TIMESTAMPTZ(3) NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "state" "MessageState" NOT NULL DEFAULT 'queued',
    "reason" TEXT,
    "sentBeforeSubmission" BOOLEAN NOT NULL DEFAULT false,
    "possibleDuplicate" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimedAt" TIMESTAMPTZ(3),
    "claimToken" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "finalAt" TIMESTAMPTZ(3),
    "providerId" TEXT,
    "fallbackOfId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageItem" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "obligationId" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "recipient" TEXT NOT NULL,
    "channel" TEXT NOT NULL,

    CONSTRAINT "MessageItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageAttachment" (
    "organizationId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "MessageAttachment_pkey" PRIMARY KEY ("messageId","fileId")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "channel" "Channel" NOT NULL,
    "routeId" UUID,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "providerId" TEXT,
    "code" TEXT,
    "reason" TEXT,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Escalation" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "obligationId" UUID NOT NULL,
    "level" INTEGER NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "state" "EscalationState" NOT NULL DEFAULT 'proposed',
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "proposedById" TEXT,
    "proposedByName" TEXT NOT NULL,
    "caseFile" JSONB NOT NULL,
    "chain" JSONB NOT NULL,
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decision" TEXT,
    "decisionReason" TEXT,
    "nextReviewOn" DATE,
    "documentId" UUID,
    "issuedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "closedReason" TEXT,
    "approverNudges" INTEGER NOT NULL DEFAULT 0,
    "lastNudgeAt" TIMESTAMPTZ(3),

    CONSTRAINT "Escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IssuedDocument" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "number" TEXT,
    "model" JSONB NOT NULL,
    "docxFileId" UUID NOT NULL,
    "pdfFileId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IssuedDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Summary" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "halfYear" TEXT NOT NULL,
    "number" INTEGER NOT NULL DEFAULT 0,
    "state" "SummaryState" NOT NULL DEFAULT 'draft',
    "compiled" JSONB NOT NULL,
    "inputsHash" TEXT NOT NULL,
    "used" JSONB NOT NULL,
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "staleDiff" JSONB,
    "office" JSONB NOT NULL DEFAULT '[]',
    "compiledAt" TIMESTAMPTZ(3) NOT NULL,
    "reviewedById" TEXT,
    "reviewedByName" TEXT,
    "reviewedAt" TIMESTAMPTZ(3),
    "reviewNote" TEXT,
    "issuedById" TEXT,
    "issuedByName" TEXT,
    "issuedAt" TIMESTAMPTZ(3),
    "documentId" UUID,

    CONSTRAINT "Summary_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignedLink" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "contactId" UUID,
    "userId" TEXT,
    "obligationId" UUID,
    "summaryId" UUID,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "firstUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedReason" TEXT,

    CONSTRAINT "SignedLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarDay" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "publishedOn" DATE,
    "enteredByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CalendarDay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarNotice" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "enteredByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CalendarNotice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" BIGSERIAL NOT NULL,
    "organizationId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "previousHash" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkflowMessage" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "workflowId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deliveredAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,

    CONSTRAINT "WorkflowMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ZaloToken" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "oaId" TEXT NOT NULL,
    "accessToken" TEXT NOT NULL,
    "refreshToken" TEXT NOT NULL,
    "accessExpiresAt" TIMESTAMPTZ(3) NOT NULL,
    "refreshIssuedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ZaloToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookEvent" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "processedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Organization_name_key" ON "Organization"("name");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "user_organizationId_id_key" ON "user"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_userId_idx" ON "session"("userId");

-- CreateIndex
CREATE INDEX "account_userId_idx" ON "account"("userId");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "Delegation_organizationId_id_key" ON "Delegation"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_organizationId_id_key" ON "Unit"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_organizationId_name_key" ON "Unit"("organizationId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_organizationId_id_key" ON "Contact"("organizationId", "id");

-- CreateIndex
CREATE INDEX "ContactRoute_organizationId_kind_address_idx" ON "ContactRoute"("organizationId", "kind", "address");

-- CreateIndex
CREATE UNIQUE INDEX "ContactRoute_organizationId_id_key" ON "ContactRoute"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ContactRoute_organizationId_contactId_kind_address_key" ON "ContactRoute"("organizationId", "contactId", "kind", "address");

-- CreateIndex
CREATE INDEX "StoredFile_organizationId_sha256_idx" ON "StoredFile"("organizationId", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "StoredFile_organizationId_id_key" ON "StoredFile"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Plan_organizationId_id_key" ON "Plan"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Plan_organizationId_contentSha256_key" ON "Plan"("organizationId", "contentSha256");

-- CreateIndex
CREATE INDEX "PlanQuestion_organizationId_planId_position_idx" ON "PlanQuestion"("organizationId", "planId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "PlanQuestion_organizationId_id_key" ON "PlanQuestion"("organizationId", "id");

-- CreateIndex
CREATE INDEX "Assignment_organizationId_planId_idx" ON "Assignment"("organizationId", "planId");

-- CreateIndex
CREATE UNIQUE INDEX "Assignment_organizationId_id_key" ON "Assignment"("organizationId", "id");

-- CreateIndex
CREATE INDEX "Target_organizationId_planId_idx" ON "Target"("organizationId", "planId");

-- CreateIndex
CREATE UNIQUE INDEX "Target_organizationId_id_key" ON "Target"("organizationId", "id");

-- CreateIndex
CREATE INDEX "ReportingRule_organizationId_planId_idx" ON "ReportingRule"("organizationId", "planId");

-- CreateIndex
CREATE UNIQUE INDEX "ReportingRule_organizationId_id_key" ON "ReportingRule"("organizationId", "id");

-- CreateIndex
CREATE INDEX "ReportingPeriod_organizationId_state_opensAt_idx" ON "ReportingPeriod"("organizationId", "state", "opensAt");

-- CreateIndex
CREATE INDEX "ReportingPeriod_organizationId_planId_halfYear_idx" ON "ReportingPeriod"("organizationId", "planId", "halfYear");

-- CreateIndex
CREATE UNIQUE INDEX "ReportingPeriod_organizationId_id_key" ON "ReportingPeriod"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ReportingPeriod_organizationId_ruleId_code_key" ON "ReportingPeriod"("organizationId", "ruleId", "code");

-- CreateIndex
CREATE INDEX "Obligation_organizationId_state_dueAt_idx" ON "Obligation"("organizationId", "state", "dueAt");

-- CreateIndex
CREATE INDEX "Obligation_organizationId_planId_idx" ON "Obligation"("organizationId", "planId");

-- CreateIndex
CREATE UNIQUE INDEX "Obligation_organizationId_id_key" ON "Obligation"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Obligation_organizationId_periodId_unitId_key" ON "Obligation"("organizationId", "periodId", "unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_organizationId_id_key" ON "Submission"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_organizationId_obligationId_version_key" ON "Submission"("organizationId", "obligationId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_organizationId_receiptNumber_key" ON "Submission"("organizationId", "receiptNumber");

-- CreateIndex
CREATE INDEX "Extension_organizationId_obligationId_idx" ON "Extension"("organizationId", "obligationId");

-- CreateIndex
CREATE UNIQUE INDEX "Extension_organizationId_id_key" ON "Extension"("organizationId", "id");

-- CreateIndex
CREATE INDEX "Message_organizationId_state_effectiveAt_idx" ON "Message"("organizationId", "state", "effectiveAt");

-- CreateIndex
CREATE INDEX "Message_organizationId_providerId_idx" ON "Message"("organizationId", "providerId");

-- CreateIndex
CREATE UNIQUE INDEX "Message_organizationId_id_key" ON "Message"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Message_organizationId_key_key" ON "Message"("organizationId", "key");

-- CreateIndex
CREATE INDEX "MessageItem_organizationId_messageId_idx" ON "MessageItem"("organizationId", "messageId");

-- CreateIndex
CREATE UNIQUE INDEX "MessageItem_organizationId_obligationId_step_recipient_chan_key" ON "MessageItem"("organizationId", "obligationId", "step", "recipient", "channel", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_organizationId_id_key" ON "Delivery"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_organizationId_messageId_attempt_key" ON "Delivery"("organizationId", "messageId", "attempt");

-- CreateIndex
CREATE INDEX "Escalation_organizationId_state_idx" ON "Escalation"("organizationId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Escalation_organizationId_id_key" ON "Escalation"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Escalation_organizationId_obligationId_level_round_key" ON "Escalation"("organizationId", "obligationId", "level", "round");

-- CreateIndex
CREATE UNIQUE INDEX "IssuedDocument_organizationId_id_key" ON "IssuedDocument"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Summary_organizationId_id_key" ON "Summary"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Summary_organizationId_planId_halfYear_number_key" ON "Summary"("organizationId", "planId", "halfYear", "number");

-- CreateIndex
CREATE INDEX "SignedLink_organizationId_obligationId_idx" ON "SignedLink"("organizationId", "obligationId");

-- CreateIndex
CREATE UNIQUE INDEX "SignedLink_organizationId_id_key" ON "SignedLink"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarDay_organizationId_date_key" ON "CalendarDay"("organizationId", "date");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarNotice_organizationId_year_key" ON "CalendarNotice"("organizationId", "year");

-- CreateIndex
CREATE INDEX "AuditEntry_organizationId_subjectType_subjectId_idx" ON "AuditEntry"("organizationId", "subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "AuditEntry_organizationId_at_idx" ON "AuditEntry"("organizationId", "at");

-- CreateIndex
CREATE INDEX "WorkflowMessage_organizationId_deliveredAt_createdAt_idx" ON "WorkflowMessage"("organizationId", "deliveredAt", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "WorkflowMessage_organizationId_id_key" ON "WorkflowMessage"("organizationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ZaloToken_organizationId_oaId_key" ON "ZaloToken"("organizationId", "oaId");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookEvent_organizationId_provider_dedupeKey_key" ON "WebhookEvent"("organizationId", "provider", "dedupeKey");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_organizationId_fromUserId_fkey" FOREIGN KEY ("organizationId", "fromUserId") REFERENCES "user"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_organizationId_toUserId_fkey" FOREIGN KEY ("organizationId", "toUserId") REFERENCES "user"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_organizationId_successorId_fkey" FOREIGN KEY ("organizationId", "successorId") REFERENCES "Unit"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_organizationId_unitId_fkey" FOREIGN KEY ("organizationId", "unitId") REFERENCES "Unit"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_organizationId_successorId_fkey" FOREIGN KEY ("organizationId", "successorId") REFERENCES "Contact"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactRoute" ADD CONSTRAINT "ContactRoute_organizationId_contactId_fkey" FOREIGN KEY ("organizationId", "contactId") REFERENCES "Contact"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Plan" ADD CONSTRAINT "Plan_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Plan" ADD CONSTRAINT "Plan_organizationId_sourceFileId_fkey" FOREIGN KEY ("organizationId", "sourceFileId") REFERENCES "StoredFile"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Plan" ADD CONSTRAINT "Plan_organizationId_amendsPlanId_fkey" FOREIGN KEY ("organizationId", "amendsPlanId") REFERENCES "Plan"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanQuestion" ADD CONSTRAINT "PlanQuestion_organizationId_planId_fkey" FOREIGN KEY ("organizationId", "planId") REFERENCES "Plan"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_organizationId_planId_fkey" FOREIGN KEY ("organizationId", "planId") REFERENCES "Plan"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssignmentUnit" ADD CONSTRAINT "AssignmentUnit_organizationId_assignmentId_fkey" FOREIGN KEY ("organizationId", "assignmentId") REFERENCES "Assignment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssignmentUnit" ADD CONSTRAINT "AssignmentUnit_organizationId_unitId_fkey" FOREIGN KEY ("organizationId", "unitId") REFERENCES "Unit"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Target" ADD CONSTRAINT "Target_organizationId_planId_fkey" FOREIGN KEY ("organizationId", "planId") REFERENCES "Plan"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Target" ADD CONSTRAINT "Target_organizationId_parentId_fkey" FOREIGN KEY ("organizationId", "parentId") REFERENCES "Target"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TargetUnit" ADD CONSTRAINT "TargetUnit_organizationId_targetId_fkey" FOREIGN KEY ("organizationId", "targetId") REFERENCES "Target"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TargetUnit" ADD CONSTRAINT "TargetUnit_organizationId_unitId_fkey" FOREIGN KEY ("organizationId", "unitId") REFERENCES "Unit"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportingRule" ADD CONSTRAINT "ReportingRule_organizationId_planId_fkey" FOREIGN KEY ("organizationId", "planId") REFERENCES "Plan"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RuleUnit" ADD CONSTRAINT "RuleUnit_organizationId_ruleId_fkey" FOREIGN KEY ("organizationId", "ruleId") REFERENCES "ReportingRule"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RuleUnit" ADD CONSTRAINT "RuleUnit_organizationId_unitId_fkey" FOREIGN KEY ("organizationId", "unitId") REFERENCES "Unit"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportingPeriod" ADD CONSTRAINT "ReportingPeriod_organizationId_planId_fkey" FOREIGN KEY ("organizationId", "planId") REFERENCES "Plan"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportingPeriod" ADD CONSTRAINT "ReportingPeriod_organizationId_ruleId_fkey" FOREIGN KEY ("organizationId", "ruleId") REFERENCES "ReportingRule"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_organizationId_planId_fkey" FOREIGN KEY ("organizationId", "planId") REFERENCES "Plan"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_organizationId_periodId_fkey" FOREIGN KEY ("organizationId", "periodId") REFERENCES "ReportingPeriod"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_organizationId_unitId_fkey" FOREIGN KEY ("organizationId", "unitId") REFERENCES "Unit"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_organizationId_namedUnitId_fkey" FOREIGN KEY ("organizationId", "namedUnitId") REFERENCES "Unit"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_organizationId_obligationId_fkey" FOREIGN KEY ("organizationId", "obligationId") REFERENCES "Obligation"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubmissionFile" ADD CONSTRAINT "SubmissionFile_organizationId_submissionId_fkey" FOREIGN KEY ("organizationId", "submissionId") REFERENCES "Submission"("organizationId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubmissionFile" ADD CONSTRAINT "SubmissionFile_organizationId_fileId_fkey" FOREIGN KEY ("organizationId", "fileId") REFERENCES "StoredFile"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Extension" ADD CONSTRAINT "Extension_organizationId_obligationId_fkey" FOREIGN KEY ("organizationId", "obligationId") REFERENCES "Obligation"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_organizationId_contactId_fkey" FOREIGN KEY ("organizationId", "contactId") REFERENCES "Contact"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_organizationId_userId_fkey" FOREIGN KEY ("organizationId", "userId") REFERENCES "user"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_organizationId_fallbackOfId_fkey" FOREIGN KEY ("organizationId", "fallbackOfId") REFERENCES "Message"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageItem" ADD CONSTRAINT "MessageItem_organizationId_messageId_fkey" FOREIGN KEY ("organizationId", "messageId") REFERENCES "Message"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageItem" ADD CONSTRAINT "MessageItem_organizationId_obligationId_fkey" FOREIGN KEY ("organizationId", "obligationId") REFERENCES "Obligation"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageAttachment" ADD CONSTRAINT "MessageAttachment_organizationId_messageId_fkey" FOREIGN KEY ("organizationId", "messageId") REFERENCES "Message"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageAttachment" ADD CONSTRAINT "MessageAttachment_organizationId_fileId_fkey" FOREIGN KEY ("organizationId", "fileId") REFERENCES "StoredFile"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_organizationId_messageId_fkey" FOREIGN KEY ("organizationId", "messageId") REFERENCES "Message"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_organizationId_obligationId_fkey" FOREIGN KEY ("organizationId", "obligationId") REFERENCES "Obligation"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_organizationId_documentId_fkey" FOREIGN KEY ("organizationId", "documentId") REFERENCES "IssuedDocument"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssuedDocument" ADD CONSTRAINT "IssuedDocument_organizationId_docxFileId_fkey" FOREIGN KEY ("organizationId", "docxFileId") REFERENCES "StoredFile"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssuedDocument" ADD CONSTRAINT "IssuedDocument_organizationId_pdfFileId_fkey" FOREIGN KEY ("organizationId", "pdfFileId") REFERENCES "StoredFile"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Summary" ADD CONSTRAINT "Summary_organizationId_planId_fkey" FOREIGN KEY ("organizationId", "planId") REFERENCES "Plan"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Summary" ADD CONSTRAINT "Summary_organizationId_documentId_fkey" FOREIGN KEY ("organizationId", "documentId") REFERENCES "IssuedDocument"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignedLink" ADD CONSTRAINT "SignedLink_organizationId_contactId_fkey" FOREIGN KEY ("organizationId", "contactId") REFERENCES "Contact"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignedLink" ADD CONSTRAINT "SignedLink_organizationId_userId_fkey" FOREIGN KEY ("organizationId", "userId") REFERENCES "user"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignedLink" ADD CONSTRAINT "SignedLink_organizationId_obligationId_fkey" FOREIGN KEY ("organizationId", "obligationId") REFERENCES "Obligation"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignedLink" ADD CONSTRAINT "SignedLink_organizationId_summaryId_fkey" FOREIGN KEY ("organizationId", "summaryId") REFERENCES "Summary"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarDay" ADD CONSTRAINT "CalendarDay_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarNotice" ADD CONSTRAINT "CalendarNotice_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkflowMessage" ADD CONSTRAINT "WorkflowMessage_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ZaloToken" ADD CONSTRAINT "ZaloToken_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookEvent" ADD CONSTRAINT "WebhookEvent_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

