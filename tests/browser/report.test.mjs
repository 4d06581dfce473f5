/** The page of an entry in Chromium: what it shows, what it links, and that it stays alone. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { drawn, launch, noBrowser, open, ready, still } from './browser.mjs';
import { position, report, rmsd } from './entries.mjs';

const EVIL = '</script><script>window.broken = 1</script><img src=x onerror="window.broken = 2">\u2028{{id}} & "\'';
const MEGABYTE = 2 ** 20;

describe('the page of an entry', { skip: noBrowser ?? false }, () => {
  let folder, browser, flat, small, judged, given;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    small = report(join(folder, 'small'), { residues: 100, chains: ['A', '<b>"'], title: EVIL });
    judged = report(join(folder, 'judged'), { residues: 100, judged: true });
    given = report(join(folder, 'given'), { residues: 292, models: 15, given: true, constant: ['b_iso'] });
    browser = await launch();
    flat = await launch('--disable-3d-apis'); // no WebGL: faster, where nothing is asked of the 3D view
  });
  after(async () => {
    await browser?.close();
    await flat?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(file = small, options = {}, by = browser) {
    const page = await open(by, file, options);
    await ready(page);
    return page;
  }
  const openedFlat = (file, options) => opened(file, options, flat);
  /** Share of the canvas that is not white. */
  const coloured = page =>
    page.evaluate(() => {
      const source = document.querySelector('#view3d canvas');
      const canvas = Object.assign(document.createElement('canvas'), { width: source.width, height: source.height });
      const context = canvas.getContext('2d');
      context.drawImage(source, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) count += data[i] < 240 || data[i + 1] < 240 || data[i + 2] < 240 ? 1 : 0;
      return (4 * count) / data.length;
    });
  /** Waits until the view looks at a place. */
  const looksAt = (page, place) =>
    page.waitForFunction(
      at => {
        const { target } = view3d.plugin.canvas3d.camera.getSnapshot();
        return Math.hypot(...at.map((value, axis) => value - target[axis])) < 6;
      },
      place,
      { timeout: 60_000 },
    );
  /** Clicks a chart where a mark of it lies; the mark is found by its datum in Vega's scene. */
  async function clickMark(page, chart, matches) {
    const place = await page.evaluate(
      ([name, condition]) => {
        const passes = new Function('datum', `return ${condition}`);
        const found = [];
        const visit = (item, x, y) => {
          for (const child of item.items ?? []) {
            const left = x + (child.x ?? 0),
              top = y + (child.y ?? 0);
            if (child.items) visit(child, item.marktype === 'group' ? left : x, item.marktype === 'group' ? top : y);
            else if (child.datum && item.interactive !== false && passes(child.datum)) {
              found.push([left + (child.width ?? 0) / 2, top + Math.max(1, (child.height ?? 0) - 3)]);
            }
          }
        };
        const view = charts.views.get(name);
        visit(view.scenegraph().root, view.origin()[0] + view.padding().left, view.origin()[1] + view.padding().top);
        return found.at(-1);
      },
      [chart, matches],
    );
    const canvas = page.locator(`#${chart}Chart canvas`);
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    await page.mouse.click(box.x + place[0], box.y + place[1]);
  }

  test('asks nothing of the network and complains of nothing', async () => {
    const page = await opened();
    await drawn(page);
    assert.deepEqual(page.requests, []);
    assert.deepEqual(page.complaints, []);
    assert.match(
      await page.locator('meta[http-equiv]').getAttribute('content'),
      /^default-src 'none'; script-src 'sha256-/,
    );
    assert.equal(
      await page.evaluate(() =>
        fetch('data:text/plain,x').then(
          () => 'loaded',
          () => 'refused',
        ),
      ),
      'refused',
    );
    await page.close();
  });

  test('text of users stays text', async () => {
    const page = await openedFlat();
    assert.equal(await page.evaluate(() => window.broken), undefined);
    assert.equal(await page.locator('header p').nth(1).textContent(), EVIL);
    assert.equal(await page.locator('#sequences h3').nth(1).textContent(), 'Chain <b>"');
    assert.equal(await page.locator('header img, header script').count(), 0);
    await page.close();
  });

  test('the models are drawn, as lines, as a worm and in other colours', async () => {
    const page = await opened();
    await drawn(page);
    await still(page);
    const lines = await coloured(page);
    assert.ok(lines > 0.002, `${lines}`);
    await page.getByLabel('worm').check();
    await still(page);
    const worm = await coloured(page);
    assert.ok(worm > 1.2 * lines, `${worm} after ${lines}`);
    const blue = () => page.locator('#view3d').screenshot();
    const narrow = await blue();
    await page.getByLabel('even scale').check();
    await still(page);
    assert.notDeepEqual(await blue(), narrow);
    await page.close();
  });

  test('a click on the profile moves the view to the residue, with the map around it', async () => {
    const page = await opened();
    await drawn(page);
    assert.equal(await page.evaluate(() => view3d.mesh), null);
    await clickMark(page, 'profile', 'datum.id === 31');
    assert.equal(await page.evaluate(() => selection.chosen), 31);
    await looksAt(page, position(31, 'CA'));
    assert.ok(await page.evaluate(() => view3d.mesh.isOk));
    assert.match(await page.locator('#residue').textContent(), /GLU A 30/);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('a click in the view chooses the residue in the charts and the sequence', async () => {
    const page = await opened(small, { viewport: { width: 500, height: 700 } });
    await drawn(page);
    await page.evaluate(() => selection.choose(20));
    await looksAt(page, position(20, 'CA'));
    await page.waitForFunction(() => !view3d.plugin.canvas3d.camera.transition.inTransition);
    const canvas = page.locator('#view3d canvas');
    await canvas.evaluate(element => element.scrollIntoView({ block: 'center' }));
    const [x, y] = await page.evaluate(
      at => [...view3d.plugin.canvas3d.camera.project([0, 0, 0, 0], at)],
      position(22, 'CA'),
    );
    const box = await canvas.boundingBox();
    await page.mouse.click(box.x + x, box.y + box.height - y);
    await page.waitForFunction(() => selection.chosen !== 20);
    const chosen = await page.evaluate(() => selection.chosen);
    assert.ok(Math.abs(chosen - 22) <= 4, `${chosen}`);
    assert.equal(await page.evaluate(() => charts.views.get('profile').signal('chosen')), chosen);
    assert.equal(await page.locator('#sequences [aria-selected=true]').getAttribute('id'), `r${chosen}`);
    await page.close();
  });

  test('the charts are linked: a bar of the histogram, a point, a model', async () => {
    const page = await openedFlat();
    await clickMark(page, 'histogram', 'datum.count > 0 && datum.from >= 3');
    const [from, to] = await page.evaluate(() => selection.range);
    const shown = await page
      .locator('#sequences i[id]:not(.out)')
      .evaluateAll(letters => letters.map(letter => Number(letter.id.slice(1))));
    assert.deepEqual(
      shown,
      [...Array(100).keys()].filter(index => rmsd(index) >= from && rmsd(index) < to),
    );
    assert.equal(await page.evaluate(() => charts.views.get('relations').signal('low')), from);
    await clickMark(page, 'relations', 'datum.id === 45 && datum.q_score !== undefined');
    assert.equal(await page.evaluate(() => selection.chosen), 45);
    await clickMark(page, 'ranking', "datum.model === 'model_0003'");
    assert.match(await page.locator('#ranking tr.pointed').textContent(), /model_0003/);
    await page.close();
  });

  test('the profile shows other tracks', async () => {
    const page = await openedFlat();
    assert.deepEqual(await page.locator('#tracks label').allTextContents(), [
      'Cα RMSD',
      'Q-score',
      'B factor',
      'local resolution, FSC 0.5',
      'density at Cα',
    ]);
    await page.getByLabel('local resolution').check();
    await page.waitForFunction(() => charts.track.column === 'local_resolution');
    await clickMark(page, 'profile', 'datum.id === 12');
    assert.equal(await page.evaluate(() => selection.chosen), 12);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('tables sort, both ways', async () => {
    const page = await openedFlat();
    const column = () =>
      page.locator('#ranking tbody tr').evaluateAll(rows => rows.map(row => Number(row.cells[5].textContent)));
    const heading = page.locator('#ranking th').nth(5);
    const unsorted = await column();
    await heading.getByRole('button').click();
    const sorted = await column();
    assert.notDeepEqual(sorted, unsorted);
    assert.deepEqual(
      sorted,
      [...sorted].sort((a, b) => a - b),
    );
    assert.equal(await heading.getAttribute('aria-sort'), 'ascending');
    await heading.getByRole('button').press('Enter');
    assert.deepEqual(await column(), sorted.reverse());
    await page.close();
  });

  test('the keyboard chooses', async () => {
    const page = await openedFlat();
    await page.locator('#sequences .letters').first().focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => selection.chosen), 0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => selection.chosen), 11);
    await page.keyboard.press('End');
    assert.equal(await page.evaluate(() => selection.chosen), 99);
    assert.equal(await page.evaluate(() => document.activeElement.querySelector('#r99') !== null), true);
    const name = page.getByLabel('Residue', { exact: true });
    await name.fill('a 5a');
    await name.press('Enter');
    assert.equal(await page.evaluate(() => selection.chosen), 6);
    await name.fill('A 999');
    await name.press('Enter');
    assert.equal(await page.evaluate(() => selection.chosen), 6);
    assert.match(await name.evaluate(input => input.validationMessage), /There is no residue A 999/);
    await page.locator('.stretches td.range button').first().press('Enter');
    assert.ok(rmsd(await page.evaluate(() => selection.chosen)) > 1);
    await page.close();
  });

  test('prints without what is for the screen', async () => {
    const page = await openedFlat();
    const pdf = await page.pdf();
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('.picture svg').first().isVisible());
    for (const hidden of ['.controls', '#picker', '#profileChart']) {
      assert.notEqual(await page.locator(hidden).count(), 0, hidden);
      assert.ok(!(await page.locator(hidden).first().isVisible()), hidden);
    }
    await page.close();
  });

  test('without WebGL it says so, and the rest works', async () => {
    const page = await openedFlat();
    assert.match(await page.locator('#no3d').textContent(), /This browser has no WebGL/);
    await clickMark(page, 'profile', 'datum.id === 31');
    assert.match(await page.locator('#residue').textContent(), /GLU A 30/);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('without scripts it is a page to read', async () => {
    const page = await open(browser, small, { javaScriptEnabled: false });
    const pictures = await page.locator('.picture').count();
    assert.ok(pictures >= 4);
    assert.equal(await page.locator('.picture svg:visible').count(), pictures);
    assert.equal(await page.locator('.live:visible, button:visible').count(), 0);
    await page.close();
  });

  test('on a phone nothing is wider than the screen', async () => {
    for (const file of [small, judged, given]) {
      const page = await openedFlat(file, { viewport: { width: 390, height: 844 } });
      await page.evaluate(() => document.querySelectorAll('details').forEach(part => (part.open = true)));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
      await page.close();
    }
  });

  test('models of another program are said to agree, and no more', async () => {
    const page = await openedFlat(given);
    assert.equal((await page.locator('.eyebrow').textContent()).trim(), 'How far do these models of one map agree?');
    assert.match(await page.locator('.headline').first().textContent(), /does not say that the map determines them/);
    assert.equal(await page.locator('#sampledLine').count(), 0);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('what all residues have alike is no track, and stands in the card', async () => {
    const page = await openedFlat(given);
    const tracks = await page.locator('#tracks label').allTextContents();
    assert.deepEqual(tracks, ['Cα RMSD', 'Q-score', 'local resolution, FSC 0.5', 'density at Cα']);
    for (const track of tracks) {
      await page.locator('#tracks').getByLabel(track).check();
      await page.waitForFunction(title => charts.track.title === title, track);
    }
    await page.evaluate(() => selection.choose(12));
    assert.match(await page.locator('#residueNumbers').textContent(), /B factor50 Å²/);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('the caption tells of the line before refinement where it is drawn', async () => {
    const page = await openedFlat();
    const line = page.locator('#sampledLine');
    assert.ok(await line.isVisible());
    await page.locator('#tracks').getByLabel('Q-score').check();
    await line.waitFor({ state: 'hidden' });
    await page.locator('#tracks').getByLabel('Cα RMSD').check();
    await line.waitFor({ state: 'visible' });
    await page.close();
  });

  test('boxes that cut their content show all of it by a button', async () => {
    const page = await openedFlat(given, { viewport: { width: 390, height: 844 } });
    const whole = selector => page.locator(selector).evaluate(box => box.scrollHeight <= box.clientHeight + 2);
    for (const selector of ['#sequences', '.tall']) {
      assert.equal(await whole(selector), false);
      const button = page.locator(`${selector} + .unfold`);
      assert.equal(await button.textContent(), 'Show all');
      await button.click();
      assert.equal(await whole(selector), true);
      assert.equal(await button.getAttribute('aria-expanded'), 'true');
      await button.click();
      assert.equal(await whole(selector), false);
    }
    await page.close();
    const short = await openedFlat(report(join(folder, 'short'), { residues: 30, models: 2 }));
    assert.equal(await short.locator('.unfold').count(), 0);
    await short.close();
  });

  test('a list of residues names its chain as it is written', async () => {
    const page = await openedFlat();
    const labels = await page.locator('#sequences .letters').evaluateAll(all => all.map(list => list.ariaLabel));
    assert.deepEqual(labels, ['Residues of chain A; arrow keys choose', 'Residues of chain <b>"; arrow keys choose']);
    await page.close();
  });

  test('strong density is to be checked, never to be left out', async () => {
    const page = await openedFlat(small);
    const [part, words] = await page.evaluate(() => {
      const { ca_rmsd, finding } = charts.page.residues;
      const id = ca_rmsd.findIndex(value => value > 4);
      finding[id] = 'the density is good and the models disagree, check them';
      selection.choose(id);
      const strong = document.querySelector('#residue .verdict').textContent;
      selection.choose(null);
      finding[id] = null;
      selection.choose(id);
      return [strong, document.querySelector('#residue .verdict').textContent];
    });
    assert.match(part, /check them$/);
    assert.match(words, /consider omitting it$/);
    await page.close();
  });

  test('until the models are drawn the worm stands there, also on paper', async () => {
    const page = await opened(small, { viewport: { width: 1000, height: 100 } }); // the view is far below what is seen
    const seen = () =>
      page.locator('#stillWorm').evaluate(image => ({
        loaded: image.complete && image.naturalWidth > 100,
        shown: image.checkVisibility(),
        canvas: document.querySelector('#view3d canvas').checkVisibility(),
      }));
    await page.waitForFunction(() => document.getElementById('stillWorm').naturalWidth > 0);
    assert.deepEqual(await seen(), { loaded: true, shown: true, canvas: true });
    assert.match(await page.locator('#still').textContent(), /The 3D view is loading/);
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await seen(), { loaded: true, shown: true, canvas: false });
    await page.emulateMedia({ media: 'screen' });
    await drawn(page);
    assert.equal((await seen()).shown, false);
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await seen(), { loaded: true, shown: false, canvas: true });
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('what is not there is left out', async () => {
    const without = ['ranking', 'ensemble', 'map', 'sampled', 'b_iso', 'density_ca', 'q_score', 'local_resolution'];
    const parts = page => page.locator('#models, #relations').count();
    const whole = await openedFlat();
    assert.equal(await parts(whole), 2);
    await whole.close();
    const page = await openedFlat(report(join(folder, 'bare'), { residues: 30, without }));
    assert.equal(await page.locator('#stage').count(), 0);
    assert.equal(await parts(page), 0);
    await clickMark(page, 'profile', 'datum.id === 8');
    assert.equal(await page.evaluate(() => selection.chosen), 8);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('500 residues take at most 8 MB', () => {
    const bytes = statSync(report(join(folder, 'middle'), { residues: 500, models: 10 })).size;
    assert.ok(bytes < 8 * MEGABYTE, `${bytes}`);
  });

  test('2,000 residues in twelve chains stay responsive', async () => {
    const page = await opened(
      report(join(folder, 'large'), { residues: 2000, chains: [...'ABCDEFGHIJKL'], models: 4 }),
      { viewport: { width: 500, height: 700 } },
    );
    await drawn(page);
    await page.getByLabel('Residue', { exact: true }).fill('G 50');
    await page.keyboard.press('Enter');
    const chosen = await page.evaluate(() => selection.chosen);
    assert.equal(await page.locator('#chain').inputValue(), 'G');
    await looksAt(page, position(chosen, 'CA'));
    await clickMark(page, 'profile', `datum.id === ${chosen + 3}`);
    assert.equal(await page.evaluate(() => selection.chosen), chosen + 3);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
});
