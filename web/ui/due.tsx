/** A deadline as every page shows it: date with the time left, and its chain under "Vì sao?". */
import type { FC } from 'hono/jsx';
import type { WorkCalendar } from '../../domain/calendar';
import type { ChainView } from '../../services/queries/deadline-chain';
import { dueText, timeLeft } from './format';
import { Chain, Why } from './parts';

export const Due: FC<{ dueAt: Date; asOf: Date; calendar?: WorkCalendar | undefined; settled?: boolean }> = ({
  dueAt,
  asOf,
  calendar,
  settled,
}) => (
  <>
    <time datetime={dueAt.toISOString()}>{dueText(dueAt)}</time>
    {settled ? null : ` · ${timeLeft(dueAt, asOf, calendar)}`}
  </>
);

export const WhyDue: FC<{ chain: ChainView; open?: boolean }> = ({ chain, open }) =>
  chain.steps.length === 0 ? null : (
    <Why label="Vì sao là ngày này?" open={open ?? false}>
      {chain.provisional ? (
        <p>
          <strong>Ngày tạm tính:</strong> chưa có thông báo lịch nghỉ chính thức của năm; nếu lịch đổi, đơn vị
          được báo lại.
        </p>
      ) : null}
      <Chain steps={chain.steps} />
    </Why>
  );
