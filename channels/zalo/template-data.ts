/** Fits our facts to the parameters that a Zalo template has registered. */
import { codePoints, nfc, shorten } from './limits';
import type { ZaloTemplate } from './schemas';

export type FittedData = { ok: true; data: Record<string, string> } | { ok: false; problem: string };

/**
 * Takes only the registered parameters; a text that is too long is shortened with '…' (the link has it in full), a date,
 * number or address that is too long is an error, because a cut one would be a wrong one.
 */
export function fitTemplateData(template: ZaloTemplate, data: Readonly<Record<string, string>>): FittedData {
  if (!template.enabled) return { ok: false, problem: `template ${template.templateId} is not enabled` };
  const fitted: Record<string, string> = {};
  for (const param of template.params) {
    const value = nfc(data[param.name] ?? '');
    if (value === '') {
      if (param.require && !param.acceptNull)
        return { ok: false, problem: `parameter ${param.name} is missing` };
      continue;
    }
    const max = param.maxLength ?? Number.POSITIVE_INFINITY;
    if (codePoints(value) > max && /DATE|TIME|NUMBER|URL|CODE|PHONE/i.test(param.type)) {
      return { ok: false, problem: `parameter ${param.name} is longer than ${max}` };
    }
    fitted[param.name] = shorten(value, max);
  }
  return { ok: true, data: fitted };
}
