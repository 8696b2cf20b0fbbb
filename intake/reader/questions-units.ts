// Questions about units: who leads, who is who, who belongs to a collective name.
import type { Target, Task } from '../reading';
import type { Context, Finding } from './context';
import { clip, type Reading } from './question-parts';

export function unitQuestions(ctx: Context, reading: Reading): Finding[] {
  const out: Finding[] = [];
  const nameOf = (id: string): string => ctx.units.get(id)?.name ?? id;
  const choices = new Map<string, { ids: string[]; tasks: (Task | Target)[] }>();
  const several: (Task | Target)[] = [
    ...reading.tasks.filter((task) => task.lead_to_choose),
    ...reading.targets.filter(
      (target) => target.responsible_units.length > 1 && target.responsible_source === 'table',
    ),
  ];
  for (const one of several) {
    const ids = 'lead_units' in one ? one.lead_units : one.responsible_units;
    const slot = ids.join('|');
    const group = choices.get(slot) ?? { ids, tasks: [] };
    group.tasks.push(one);
    choices.set(slot, group);
  }
  for (const { ids, tasks } of choices.values()) {
    out.push({
      code: 'TWO_LEADS',
      message: `${ids.map((id) => `"${nameOf(id)}"`).join(', ')} cùng được ghi là chủ trì. Đơn vị nào chủ trì, đơn vị nào phối hợp?`,
      lines: tasks.flatMap((task) => task.lines).slice(0, 20),
      refers_to: tasks.map((task) => task.id),
      answers: ids.map((id) => `${nameOf(id)} chủ trì, các đơn vị còn lại phối hợp`),
    });
  }
  const orphans = reading.tasks.filter((task) => task.kind !== 'general' && task.lead_units.length === 0);
  if (orphans.length > 0) {
    out.push({
      code: 'NO_LEAD',
      message: `${orphans.length} nhiệm vụ ở phần tổ chức thực hiện không nêu đơn vị thực hiện. Giao cho đơn vị nào?`,
      lines: orphans.flatMap((task) => task.lines).slice(0, 30),
      refers_to: orphans.map((task) => task.id),
    });
  }
  for (const { unit, alias, confidence } of ctx.units.doubtful()) {
    out.push({
      code: 'UNIT_ALIAS',
      message: `"${alias}" và "${unit.name}" có phải là một đơn vị không? (độ tin cậy ${Math.round(confidence * 100)}%)`,
      lines: unit.lines,
      refers_to: [unit.id],
      answers: ['Là một đơn vị', 'Là hai đơn vị'],
    });
  }
  const collective = ctx.units.units.filter((unit) => unit.collective && unit.scope === 'listed');
  if (collective.length > 0) {
    out.push({
      code: 'COLLECTIVE_UNIT',
      message: `Tên gọi chung cần được cụ thể hóa: ${collective.map((unit) => `"${clip(unit.name, 70)}"`).join('; ')}. Gồm những đơn vị nào?`,
      lines: collective.flatMap((unit) => unit.lines).slice(0, 20),
      refers_to: collective.map((unit) => unit.id),
    });
  }
  return out;
}
