// The intake as the portal takes it: the reading, and the text whose lines the reading points to.
import { readDocument, readPlanWithin } from '../../intake/formats';
import type { Intake } from '../../web/server';

/** @throws DocumentError with a Vietnamese message for a file that cannot be read */
export const intake: Intake = async (bytes, { name }) => {
  const document = await readDocument(bytes, { name });
  const reading = await readPlanWithin(document);
  return { reading: { ...reading, source: { ...reading.source, file: name } }, text: document.text };
};
