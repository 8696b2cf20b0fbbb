/** A calendar from a file or pasted text: many days at once, or the whole notice of a year; previewed like one day. */
import type { FC } from 'hono/jsx';
import { Button, Choices, FileField, Form, type FormProblem, TextArea, TextField } from '../../ui/form';

const EXAMPLE = 'Ngày;Loại;Tên\n05/02/2027;nghỉ lễ;Tết Nguyên đán\n20/02/2027;làm bù;Làm bù cho ngày 12/02';

export const CalendarFileForm: FC<{
  csrf: string;
  problems: readonly FormProblem[];
  typed: Record<string, string>;
}> = ({ csrf, problems, typed }) => (
  <details class="why" open={typed.action === 'tep'}>
    <summary>Nhập nhiều ngày từ tệp (CSV, JSON, iCalendar)</summary>
    <Form action="/lich/tep" csrf={csrf} upload>
      <p>Hạn nộp nào rơi vào những ngày này được tính lại; bạn xem trước rồi mới thực hiện.</p>
      <FileField name="file" label="Tệp" accept=".csv,.json,.ics,.txt" required={false} />
      <TextArea
        name="text"
        label="Hoặc dán nội dung vào đây"
        hint={`Ví dụ: ${EXAMPLE.replaceAll('\n', ' ↵ ')}`}
        value={typed.text}
        problems={problems}
        required={false}
      />
      <TextField
        name="fileSource"
        label="Nguồn của những dòng không ghi nguồn"
        hint="Số, ngày thông báo hoặc văn bản."
        value={typed.fileSource}
      />
      <TextField
        name="filePublishedOn"
        type="date"
        label="Ngày ban hành"
        required={false}
        value={typed.filePublishedOn}
      />
      <Choices
        name="wholeYear"
        legend="Tệp này là gì?"
        type="checkbox"
        options={[
          {
            value: '1',
            label: 'Thông báo chính thức của cả năm',
            hint: 'Ngày lễ tạm tính mà thông báo không nêu sẽ thành ngày làm việc.',
          },
        ]}
        chosen={typed.wholeYear ? [typed.wholeYear] : []}
        problems={problems}
      />
      <TextField name="reason" id="reason-tep" label="Lý do" value={typed.reason} problems={problems} />
      <Button kind="plain">Xem những gì thay đổi</Button>
    </Form>
  </details>
);
