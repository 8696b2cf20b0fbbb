/** The frame of every page: head, skip link, navigation for staff, a plain frame for people behind links. */
import { html, raw } from 'hono/html';
import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { type Action, can } from '../../domain/permissions';
import type { Viewer } from '../deps';
import { assetUrl } from '../http/assets';
import { CSRF_FIELD } from '../http/csrf';

const NAVIGATION: readonly { href: string; label: string; right?: Action }[] = [
  { href: '/hom-nay', label: 'Hôm nay' },
  { href: '/theo-doi', label: 'Theo dõi', right: 'report.view' },
  { href: '/ke-hoach', label: 'Kế hoạch', right: 'plan.view' },
  { href: '/de-nghi', label: 'Đề nghị đôn đốc', right: 'escalation.view' },
  { href: '/tong-hop', label: 'Tổng hợp', right: 'summary.view' },
  { href: '/tinh-hinh', label: 'Tình hình', right: 'report.view' },
  { href: '/don-vi', label: 'Đơn vị và đầu mối', right: 'plan.view' },
  { href: '/lich', label: 'Lịch' },
  { href: '/tin-nhan', label: 'Tin nhắn', right: 'message.view' },
  { href: '/nhat-ky', label: 'Nhật ký', right: 'audit.view' },
  { href: '/thiet-lap', label: 'Thiết lập', right: 'settings.edit' },
];

const reaches = ({ organizationId, role }: Viewer, right: Action | undefined): boolean =>
  right === undefined || can({ organizationId, roles: [role], unitIds: [] }, right, { organizationId });

const Navigation: FC<{ viewer: Viewer; active: string | undefined; label: string }> = ({
  viewer,
  active,
  label,
}) => (
  <nav aria-label={label}>
    <ul>
      {NAVIGATION.filter(({ right }) => reaches(viewer, right)).map(({ href, label: text }) => (
        <li>
          <a href={href} aria-current={href === active ? 'page' : undefined}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const LogOut: FC<{ csrf: string; viewer: Viewer }> = ({ csrf, viewer }) => (
  <form method="post" action="/dang-xuat" class="log-out">
    <input type="hidden" name={CSRF_FIELD} value={csrf} />
    <span>{viewer.name}</span>
    <button type="submit" class="link-button">
      Đăng xuất
    </button>
  </form>
);

interface FrameProps {
  title: string;
  /** Scripts that only enhance, by file name in assets/. */
  scripts?: readonly string[];
  /** Sheets besides the portal's own. */
  styles?: readonly string[];
}

const Head: FC<FrameProps> = ({ title, scripts = [], styles = [] }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex, nofollow" />
    <meta name="referrer" content="same-origin" />
    <title>{title} · Đôn Đốc</title>
    <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
    {['app.css', ...styles].map((name) => (
      <link rel="stylesheet" href={assetUrl(name)} />
    ))}
    {['page.js', ...scripts].map((name) => (
      <script src={assetUrl(name)} defer></script>
    ))}
  </head>
);

const SkipLink: FC = () => (
  <a class="skip" href="#noi-dung">
    Đến nội dung chính
  </a>
);

export interface StaffPageProps extends FrameProps {
  viewer: Viewer;
  csrf: string;
  active?: string;
  /** Message after a change: what was done and what happens next. */
  notice?: Child;
  wide?: boolean;
  back?: { href: string; label: string };
}

export const StaffPage: FC<PropsWithChildren<StaffPageProps>> = (props) => (
  <html lang="vi">
    <Head title={props.title} scripts={props.scripts ?? []} styles={props.styles ?? []} />
    <body class="staff">
      <SkipLink />
      <header class="bar">
        <a class="brand" href="/hom-nay">
          Đôn Đốc
        </a>
        <span class="office">{props.viewer.organizationName}</span>
        <LogOut csrf={props.csrf} viewer={props.viewer} />
      </header>
      <details class="menu-narrow">
        <summary>Mục lục</summary>
        <Navigation viewer={props.viewer} active={props.active} label="Mục lục thu gọn" />
      </details>
      <div class="columns">
        <div class="side">
          <Navigation viewer={props.viewer} active={props.active} label="Mục lục" />
        </div>
        <main id="noi-dung" class={props.wide ? 'wide' : undefined}>
          {props.back ? (
            <a class="back" href={props.back.href}>
              ← {props.back.label}
            </a>
          ) : null}
          {props.notice ? (
            <div class="notice" role="status">
              {props.notice}
            </div>
          ) : null}
          {props.children}
        </main>
      </div>
    </body>
  </html>
);

/** Frame for people without an account: the office's name above, nothing to navigate. */
export const LinkPage: FC<
  PropsWithChildren<
    FrameProps & {
      office?: string | undefined;
      notice?: Child;
      wide?: boolean;
      back?: { href: string; label: string };
      /** Pages that stand behind no link of a person's own: log-in, errors. */
      common?: boolean;
    }
  >
> = (props) => (
  <html lang="vi">
    <Head title={props.title} scripts={props.scripts ?? []} styles={props.styles ?? []} />
    <body class="linked">
      <SkipLink />
      <header class="bar">
        <span class="brand">Đôn Đốc</span>
        {props.office ? <span class="office">{props.office}</span> : null}
      </header>
      <main id="noi-dung" class={props.wide ? 'wide' : undefined}>
        {props.back ? (
          <a class="back" href={props.back.href}>
            ← {props.back.label}
          </a>
        ) : null}
        {props.notice ? (
          <div class="notice" role="status">
            {props.notice}
          </div>
        ) : null}
        {props.children}
      </main>
      {props.common ? null : (
        <footer class="foot">
          <p>Đường dẫn này cấp riêng cho người nhận. Xin không chuyển tiếp cho người khác.</p>
        </footer>
      )}
    </body>
  </html>
);

/** The document as sent: the doctype in front of the rendered tree. */
export const documentOf = (page: Child) => html`${raw('<!doctype html>')}${page}`;
