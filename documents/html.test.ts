import { describe, expect, it } from 'vitest';
import { letterInput, receiptInput, report } from './documents.fixture';
import { renderHtml } from './html';
import { reminderLetter } from './letter';
import { submissionReceipt } from './receipt';

describe('html', () => {
  it('uses classes only, one title, named tables and headings in order', () => {
    const html = renderHtml(report());
    expect(html).not.toMatch(/ style=|<script|<style| on\w+=/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    const levels = [...html.matchAll(/<h(\d)/g)].map((m) => Number(m[1]));
    const steps = levels.slice(1).map((level, i) => level - (levels[i] ?? 0));
    expect(Math.max(...steps)).toBeLessThanOrEqual(1);
    expect(html.match(/<caption/g)).toHaveLength(3);
    expect(html).toContain('lang="vi"');
    expect(html.match(/<th scope="col"/g)?.length).toBeGreaterThan(20);
  });

  it('B89 opens the report and version behind a figure and a difficulty', () => {
    const html = renderHtml(report(), { sourceHref: (key) => `/bao-cao/${key}?a=1&b=2` });
    expect(html).toContain('href="/bao-cao/s-kt-1@1?a=1&amp;b=2"');
    expect(html.match(/class="vb-source"/g)?.length).toBeGreaterThan(10);
    expect(renderHtml(report())).not.toContain('<a ');
  });

  it('escapes everything that people wrote', () => {
    const doc = report();
    const html = renderHtml({
      ...doc,
      title: '<img src=x onerror="a">',
      body: [{ type: 'paragraph', text: "<b>'" }],
    });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;b&gt;&#39;');
  });

  it('fits below the headings of the page around it', () => {
    expect(renderHtml(report(), { headingLevel: 2 })).not.toContain('<h1');
  });

  it('shows letter and receipt', () => {
    const letter = renderHtml(reminderLetter(letterInput()));
    expect(letter).toContain('V/v đôn đốc thực hiện chế độ báo cáo 6 tháng đầu năm 2026');
    expect(letter).toContain('<li>- Trạm Y tế;</li>');
    const receipt = renderHtml(submissionReceipt(receiptInput()));
    expect(receipt).toContain('PHIẾU TIẾP NHẬN BÁO CÁO');
    expect(receipt).not.toContain('Nơi nhận');
  });
});
