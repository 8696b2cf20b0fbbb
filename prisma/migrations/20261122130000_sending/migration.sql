-- AlterTable
ALTER TABLE "MessageItem" ADD COLUMN "dropped" TEXT;

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN "route" TEXT;
