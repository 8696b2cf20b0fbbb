/** The checks that a template and its data pass on both hosts. */
import { codePoints } from '../limits';
import { Refusal } from './refusal';
import type { SimTemplate, World } from './world';

export function findTemplate(world: World, id: unknown): SimTemplate {
  const template = typeof id === 'string' ? world.templates.get(id) : undefined;
  if (!template) throw new Refusal(-109, 'Template invalid');
  return template;
}

export function checkTemplateState(template: SimTemplate): void {
  if (template.lowQuality) throw new Refusal(-146, 'Template is disabled due to low quality');
  if (template.status !== 'ENABLE') throw new Refusal(-131, 'Template is not approved');
}

export function checkTemplateData(template: SimTemplate, input: unknown): Record<string, string> {
  if (typeof input !== 'object' || input === null) throw new Refusal(-111, 'Template data is empty');
  const data: Record<string, string> = {};
  for (const [key, value] of Object.entries(input)) {
    if (typeof value !== 'string') throw new Refusal(-112, 'Template data has undefined type');
    data[key] = value;
  }
  for (const param of template.params) {
    const value = data[param.name];
    if (value === undefined || (value === '' && !param.acceptNull)) {
      if (param.require) throw new Refusal(-1122, `Template data missing parameter ${param.name}`);
      continue;
    }
    const length = codePoints(value);
    if (length > param.maxLength) throw new Refusal(-1121, `Template data ${param.name} exceeds max length`);
    if (length < param.minLength) throw new Refusal(-1124, `Template data ${param.name} has wrong format`);
    if (param.type === 'DATE' && !/\d{1,2}\/\d{1,2}\/\d{4}/.test(value)) {
      throw new Refusal(-1124, `Template data ${param.name} has wrong format`);
    }
  }
  return data;
}

export function templateInfo(template: SimTemplate): object {
  return {
    templateId: template.id,
    templateName: template.name,
    status: template.status,
    templateTag: 'CUSTOMER_CARE',
    templateQuality: template.lowQuality ? 'LOW' : 'HIGH',
    timeout: 7_200_000,
    listParams: template.params,
    listButtons: [],
    price_uid: String(template.priceUid),
    price_sdt: String(template.pricePhone),
    applyTemplateQuota: false,
  };
}
