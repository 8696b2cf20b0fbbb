/** Form parts after the GOV.UK patterns: label, hint, error at the field, summary at the top; all work without scripts. */
import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { CSRF_FIELD } from '../http/csrf';

/** What a rejected form says: one entry per field, in the order of the page. */
export interface FormProblem {
  /** id of the field the summary links to; null where no single field is at fault. */
  field: string | null;
  message: string;
  /** Where the field stands on another page. */
  href?: string;
}

export const Form: FC<
  PropsWithChildren<{
    action: string;
    csrf: string;
    upload?: boolean;
    class?: string;
    id?: string;
    autosave?: string;
  }>
> = ({ action, csrf, upload, children, class: className, id, autosave }) => (
  <form
    method="post"
    action={action}
    class={className}
    id={id}
    enctype={upload ? 'multipart/form-data' : undefined}
    data-autosave={autosave}
    novalidate
  >
    <input type="hidden" name={CSRF_FIELD} value={csrf} />
    {children}
  </form>
);

/** The box at the top of a page whose form was not accepted. */
export const ErrorSummary: FC<{ problems: readonly FormProblem[]; title?: string }> = ({
  problems,
  title,
}) =>
  problems.length === 0 ? null : (
    <section class="error-summary" role="alert" aria-labelledby="loi-tieu-de" tabindex={-1} data-focus>
      <h2 id="loi-tieu-de">{title ?? 'Chưa thực hiện được, cần xem lại'}</h2>
      <ul>
        {problems.map(({ field, message, href = field ? `#${field}` : undefined }) => (
          <li>{href ? <a href={href}>{message}</a> : message}</li>
        ))}
      </ul>
    </section>
  );

interface FieldProps {
  name: string;
  label: string;
  /** Defaults to `name`; needed where a page repeats a field. */
  id?: string;
  hint?: Child;
  problems?: readonly FormProblem[];
  value?: string | number | null | undefined;
  required?: boolean;
  class?: string;
}

const problemOf = (problems: readonly FormProblem[] | undefined, id: string): string | undefined =>
  problems?.find(({ field }) => field === id)?.message;

const describedBy = (id: string, hint: unknown, error: string | undefined): string | undefined => {
  const ids = [hint ? `${id}-goi-y` : '', error ? `${id}-loi` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
};

const Field: FC<
  PropsWithChildren<{
    id: string;
    label: string;
    hint?: Child;
    error?: string | undefined;
    class?: string | undefined;
    required?: boolean | undefined;
  }>
> = ({ id, label, hint, error, children, class: className, required }) => (
  <div class={`field${error ? ' field-bad' : ''}${className ? ` ${className}` : ''}`}>
    <label for={id}>
      {label}
      {required === false ? <span class="muted"> (không bắt buộc)</span> : null}
    </label>
    {hint ? (
      <p class="hint" id={`${id}-goi-y`}>
        {hint}
      </p>
    ) : null}
    {error ? (
      <p class="field-error" id={`${id}-loi`}>
        <span class="visually-hidden">Lỗi: </span>
        {error}
      </p>
    ) : null}
    {children}
  </div>
);

export const TextField: FC<
  FieldProps & {
    type?: 'text' | 'email' | 'password' | 'date' | 'tel' | 'time' | 'search';
    autocomplete?: string;
    inputmode?: 'text' | 'decimal' | 'numeric';
    wide?: boolean;
  }
> = ({
  name,
  label,
  hint,
  problems,
  value,
  type = 'text',
  autocomplete,
  inputmode,
  required,
  wide,
  ...rest
}) => {
  const id = rest.id ?? name;
  const error = problemOf(problems, id);
  return (
    <Field id={id} label={label} hint={hint} error={error} required={required} class={rest.class}>
      <input
        id={id}
        name={name}
        type={type}
        value={value === null || value === undefined ? '' : String(value)}
        autocomplete={autocomplete}
        inputmode={inputmode}
        class={wide === false ? 'narrow' : undefined}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? 'true' : undefined}
      />
    </Field>
  );
};

export const TextArea: FC<FieldProps & { rows?: number }> = ({
  name,
  label,
  hint,
  problems,
  value,
  rows = 4,
  required,
  ...rest
}) => {
  const id = rest.id ?? name;
  const error = problemOf(problems, id);
  return (
    <Field id={id} label={label} hint={hint} error={error} required={required} class={rest.class}>
      <textarea
        id={id}
        name={name}
        rows={rows}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? 'true' : undefined}
      >
        {/* a line break right after the tag would be swallowed by the parser */}
        {`\n${value ?? ''}`}
      </textarea>
    </Field>
  );
};

export interface Choice {
  value: string;
  label: Child;
  hint?: Child;
}

export const Select: FC<
  FieldProps & { options: readonly { value: string; label: string }[]; empty?: string }
> = ({ name, label, hint, problems, value, options, empty, required, ...rest }) => {
  const id = rest.id ?? name;
  const error = problemOf(problems, id);
  return (
    <Field id={id} label={label} hint={hint} error={error} required={required} class={rest.class}>
      <select
        id={id}
        name={name}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? 'true' : undefined}
      >
        {empty !== undefined ? <option value="">{empty}</option> : null}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
};

export const FileField: FC<FieldProps & { accept?: string }> = ({
  name,
  label,
  hint,
  problems,
  accept,
  required,
  ...rest
}) => {
  const id = rest.id ?? name;
  const error = problemOf(problems, id);
  return (
    <Field id={id} label={label} hint={hint} error={error} required={required}>
      <input
        id={id}
        name={name}
        type="file"
        accept={accept}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? 'true' : undefined}
      />
    </Field>
  );
};

/** Radio buttons or checkboxes in a named group. The first one carries the group's id, so that error links land on it. */
export const Choices: FC<{
  name: string;
  legend: Child;
  type?: 'radio' | 'checkbox';
  options: readonly Choice[];
  chosen?: readonly string[];
  hint?: Child;
  problems?: readonly FormProblem[];
  id?: string;
  columns?: boolean;
}> = ({ name, legend, type = 'radio', options, chosen = [], hint, problems, columns, ...rest }) => {
  const id = rest.id ?? name;
  const error = problemOf(problems, id);
  return (
    <fieldset
      class={`field choices${error ? ' field-bad' : ''}`}
      aria-describedby={describedBy(id, hint, error)}
    >
      <legend>{legend}</legend>
      {hint ? (
        <p class="hint" id={`${id}-goi-y`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="field-error" id={`${id}-loi`}>
          <span class="visually-hidden">Lỗi: </span>
          {error}
        </p>
      ) : null}
      <div class={columns ? 'choice-columns' : undefined}>
        {options.map((option, index) => {
          const optionId = index === 0 ? id : `${id}-${index + 1}`;
          return (
            <div class="choice">
              <input
                type={type}
                id={optionId}
                name={name}
                value={option.value}
                checked={chosen.includes(option.value)}
                aria-describedby={option.hint ? `${optionId}-goi-y-rieng` : undefined}
              />
              <label for={optionId}>{option.label}</label>
              {option.hint ? (
                <p class="hint" id={`${optionId}-goi-y-rieng`}>
                  {option.hint}
                </p>
              ) : null}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
};

export const Button: FC<
  PropsWithChildren<{ kind?: 'main' | 'plain' | 'warn'; name?: string; value?: string; formaction?: string }>
> = ({ kind = 'main', name, value, formaction, children }) => (
  <button type="submit" class={`button button-${kind}`} name={name} value={value} formaction={formaction}>
    {children}
  </button>
);
