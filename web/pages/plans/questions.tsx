/** Questions of the reading: what blocks comes first, each with its passage and the answers that make sense. */
import type { FC } from 'hono/jsx';
import type { PlanView, QuestionView } from '../../../services/queries/plans';
import { PassageLink } from '../../ui/evidence';
import { Button, Choices, Form, type FormProblem, TextField } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { Empty, Tag } from '../../ui/parts';
import { partHref } from './frame';

/** Value of the radio button that stands for the free text beside it. */
export const OTHER = '__khac';

interface Props {
  plan: PlanView;
  csrf: string;
  problems?: readonly FormProblem[];
  /** Question whose answer was refused, with what was typed. */
  typed?: { questionId: string; answer: string } | undefined;
}

export const Questions: FC<Props> = ({ plan, csrf, problems = [], typed }) => {
  const open = plan.questions.filter(({ answeredAt }) => !answeredAt);
  const answered = plan.questions.filter(({ answeredAt }) => answeredAt);
  const editable = plan.state === 'draft';
  return (
    <>
      <h2>Văn bản chưa nói rõ điều gì?</h2>
      {open.length === 0 ? (
        <Empty title={plan.questions.length === 0 ? 'Máy đọc không có câu hỏi nào.' : 'Đã trả lời hết.'}>
          {editable ? <p>Xem tiếp các phần còn lại, rồi kiểm tra và kích hoạt.</p> : null}
        </Empty>
      ) : (
        open.map((question) => <QuestionCard {...{ plan, csrf, question, problems, typed, editable }} />)
      )}
      {answered.length > 0 ? (
        <details class="why" open={open.length === 0}>
          <summary>Đã trả lời ({answered.length})</summary>
          {answered.map((question) => (
            <QuestionCard {...{ plan, csrf, question, problems, typed, editable }} />
          ))}
        </details>
      ) : null}
    </>
  );
};

const QuestionCard: FC<Props & { question: QuestionView; editable: boolean }> = ({
  plan,
  csrf,
  question,
  problems = [],
  typed,
  editable,
}) => {
  const id = `cau-${question.id}`;
  const value = typed?.questionId === question.id ? typed.answer : (question.answer ?? '');
  const isOption = question.options.includes(value);
  return (
    <section class={`card${question.blocking && !question.answeredAt ? ' card-soon' : ''}`} id={id}>
      <p>
        {question.answeredAt ? (
          <Tag tone="good">Đã trả lời</Tag>
        ) : question.blocking ? (
          <Tag tone="soon">Cần trả lời trước khi kích hoạt</Tag>
        ) : (
          <Tag tone="wait">Nên trả lời</Tag>
        )}{' '}
        <PassageLink lines={question.lines} href={partHref(plan.id, 'cau-hoi')} />
      </p>
      <h3>{question.message}</h3>
      {question.answeredAt ? (
        <p>
          <strong>{question.answer}</strong>
          <br />
          <span class="muted small">
            {question.answeredByName}, {shortMoment(question.answeredAt)}
          </span>
        </p>
      ) : null}
      {editable ? (
        <details class="why" open={!question.answeredAt}>
          <summary>{question.answeredAt ? 'Sửa câu trả lời' : 'Trả lời'}</summary>
          <Form action={`/ke-hoach/${plan.id}/cau-hoi/${question.id}`} csrf={csrf}>
            {question.options.length > 0 ? (
              <>
                <Choices
                  name="answer"
                  id={`${id}-answer`}
                  legend="Câu trả lời"
                  options={[
                    ...question.options.map((option) => ({ value: option, label: option })),
                    { value: OTHER, label: 'Câu trả lời khác, ghi ở dưới' },
                  ]}
                  chosen={value ? [isOption ? value : OTHER] : []}
                  problems={problems}
                />
                <TextField
                  name="answerOther"
                  id={`${id}-other`}
                  label="Câu trả lời khác"
                  value={isOption ? '' : value}
                  required={false}
                />
              </>
            ) : (
              <TextField
                name="answer"
                id={`${id}-answer`}
                label="Câu trả lời"
                value={value}
                problems={problems}
              />
            )}
            <Button kind="plain">Lưu câu trả lời</Button>
          </Form>
        </details>
      ) : null}
    </section>
  );
};
