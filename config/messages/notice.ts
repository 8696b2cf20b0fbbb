/** What every notice shares: greeting, signature, footer, and the Zalo side made from title, deadline and link. */
import type { IsoInstant } from '../../domain/time';
import { composeHtml, composeText, type Letter } from './compose';
import type { Recipient, RenderedMessage, Sender } from './facts';
import { dueCompact, greeting, NOTICE_FOOTER, signature } from './words';
import { templateData, zaloText } from './zalo';

export function notice(input: {
  letter: Omit<Letter, 'greeting' | 'signature' | 'footer'>;
  from: { sender: Sender; recipient: Recipient };
  zalo: { head: string; items?: readonly string[] };
  template: { unitName: string; title: string; dueAt?: IsoInstant };
  link?: string;
}): RenderedMessage {
  const { from, link } = input;
  const letter: Letter = {
    ...input.letter,
    greeting: greeting(from.recipient),
    signature: signature(from.sender),
    footer: NOTICE_FOOTER,
  };
  return {
    subject: letter.subject,
    text: composeText(letter),
    html: composeHtml(letter),
    zaloText: zaloText({
      head: `${from.sender.officeName}: ${input.zalo.head}`,
      items: input.zalo.items ?? [],
      tail: link ?? '',
    }),
    ...(link ? { link } : {}),
    templateData: templateData({
      unitName: input.template.unitName,
      title: input.template.title,
      due: input.template.dueAt ? dueCompact(input.template.dueAt) : '',
      ...(link ? { link } : {}),
    }),
  };
}
