/** The pages by axe-core's rules, light and dark, wide and narrow, and by the keyboard alone. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { drawn, faults, launch, noBrowser, open, ready } from './browser.mjs';
import { indexPage, report } from './entries.mjs';

describe('the pages for everyone', { skip: noBrowser ?? false }, () => {
  let folder, browser, flat, files;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'everyone-'));
    files = {
      judged: report(join(folder, 'judged'), { residues: 100, judged: true }),
      given: report(join(folder, 'given'), { residues: 60, models: 5, given: true, id: 'given' }),
    };
    files.index = indexPage(folder, ['judged', 'given']);
    browser = await launch();
    flat = await launch('--disable-3d-apis');
  });
  after(async () => {
    await browser?.close();
    await flat?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  async function opened(by, file, options) {
    const page = await open(by, file, options);
    await ready(page);
    return page;
  }

  test('axe-core finds that a fault is one', async () => {
    const page = await opened(flat, files.index);
    await page.evaluate(() => {
      document.querySelector('h1').style.color = '#ccc';
      document.querySelector('main').append(document.createElement('button'));
    });
    const found = await faults(page);
    assert.ok(
      found.some(fault => fault.startsWith('color-contrast')) && found.some(fault => fault.startsWith('button-name')),
      `${found}`,
    );
    await page.close();
  });

  for (const name of ['judged', 'given', 'index']) {
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [390, 1440]) {
        test(`axe-core finds no serious fault: ${name}, ${colorScheme}, ${width} pixels`, async () => {
          const page = await opened(flat, files[name], { colorScheme, viewport: { width, height: 900 } });
          await page.evaluate(() => document.querySelectorAll('details').forEach(part => (part.open = true)));
          if (name !== 'index') await page.evaluate(() => selection.choose(42));
          assert.deepEqual(await faults(page), []);
          await page.close();
        });
      }
    }
  }

  test('axe-core finds no serious fault in the 3D view, and in sequences of either scheme', async () => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await opened(browser, files.judged, { colorScheme });
      await drawn(page);
      assert.deepEqual(await faults(page), []);
      for (const scheme of ['classes', 'even']) {
        await page.locator(`[name=colours][value=${scheme}]`).check();
        assert.deepEqual(await faults(page, '#sequences', '#key'), []);
      }
      await page.close();
    }
  });

  test('the keyboard reaches everything, and shows where it is', async () => {
    const page = await opened(browser, files.judged);
    await drawn(page);
    await page.evaluate(() => (document.activeElement.blur(), scrollTo(0, 0)));
    const reached = [];
    for (let step = 0; step < 200; step++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const { activeElement: here } = document;
        if (here === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(here);
        const heading = here.closest('th') ? 'heading' : '';
        return {
          what: here.id || here.name || heading || here.className || here.tagName,
          isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
        };
      });
      if (at === null || (reached.length > 0 && at.what === reached[0].what)) break;
      reached.push(at);
    }
    const names = reached.map(({ what }) => what);
    for (const wanted of [
      'appearance',
      'show',
      'colours',
      'map',
      'level',
      'levelNumber',
      'wholeModel',
      'savePicture',
      'residueName',
      'next',
      'letters',
      'track',
      'heading',
    ])
      assert.ok(names.includes(wanted), `${wanted} in ${names}`);
    assert.ok(names.includes('CANVAS'), 'the view itself');
    assert.deepEqual(
      reached.filter(({ isSeen }) => !isSeen),
      [],
    );
    await page.close();
  });
});
