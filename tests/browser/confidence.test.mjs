/** The confidence of an entry's residues on its page, in Chromium: colours, card, stretches. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { drawn, launch, noBrowser, open, ready, still } from './browser.mjs';
import { confidence, report, rmsd } from './entries.mjs';

describe('confidence on the page', { skip: noBrowser ?? false }, () => {
  let folder, browser, flat, judged, plain;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'confidence-'));
    judged = report(join(folder, 'judged'), { residues: 100, judged: true });
    plain = report(join(folder, 'plain'), { residues: 100 });
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
  /** The classes of the letters by the row of their residue, and the colours of the profile's bars. */
  const letters = page =>
    page.locator('#sequences i[id]').evaluateAll(all => all.map(letter => letter.classList[0] ?? ''));
  const bars = page =>
    page.evaluate(() => {
      const fills = {};
      const visit = item => {
        for (const child of item.items ?? []) {
          if (child.datum?.id !== undefined && child.fill?.startsWith?.('#') && child.fillOpacity !== 0)
            fills[child.datum.id] = child.fill;
          visit(child);
        }
      };
      visit(charts.views.get('profile').scenegraph().root);
      return fills;
    });

  test('without confidence there is no such choice', async () => {
    const page = await opened(flat, plain);
    assert.deepEqual(await page.locator('#colours label').allTextContents(), ['< 1, 1–3, > 3 Å', 'even scale']);
    assert.equal((await letters(page))[45], 'omit');
    await page.close();
  });

  test('confidence colours sequence, profile, models and keys until another choice', async () => {
    const page = await opened(browser, judged);
    await drawn(page);
    assert.ok(await page.locator('[name=colours][value=confidence]').isChecked());
    const classes = await page.evaluate(() => colours.page.confidence.classes);
    const of = index => classes.find(({ from }) => confidence(index) >= from);
    const expected = [...Array(100).keys()].map(index => (confidence(index) === null ? 'none' : of(index).style));
    assert.deepEqual(await letters(page), expected);
    const shown = await bars(page);
    for (const index of [0, 12, 30]) assert.equal(shown[index], of(index).colour, `${index}`);
    assert.equal(shown[20], await page.evaluate(() => colours.page.spread.undefinedColour));
    assert.deepEqual(
      await page.locator('#scale span').allTextContents(),
      classes.map(({ label }) => label),
    );
    assert.equal(await page.locator('#key i').count(), 3);
    const picture = () => page.locator('#view3d').screenshot();
    await still(page);
    const byConfidence = await picture();

    await page.getByLabel('< 1, 1–3, > 3 Å').check();
    await page.waitForFunction(() => document.querySelector('#sequences #r45').className === 'omit');
    assert.equal((await letters(page))[12], 'well');
    assert.equal(await page.locator('#key').textContent(), 'A < 1 ÅA 1–3 ÅA 3–4 ÅA > 4 Å');
    await page.waitForTimeout(500); // the profile is drawn anew
    assert.equal((await bars(page))[12], await page.evaluate(() => spread.of(0.4).colour));
    await still(page);
    assert.notDeepEqual(await picture(), byConfidence);

    await page.getByLabel('even scale').check();
    await page.waitForFunction(() => document.querySelector('#sequences #r45').style.background !== '');
    assert.equal(await page.locator('#key .bar').count(), 1);
    assert.equal(await page.locator('#r45').evaluate(letter => letter.className), '');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('without WebGL the colours can be chosen all the same', async () => {
    const page = await opened(flat, judged);
    assert.equal(await page.locator('#stage').count(), 0);
    await page.getByLabel('< 1, 1–3, > 3 Å').check();
    assert.equal((await letters(page))[45], 'omit');
    await page.close();
  });

  test('the card tells confidence first, then spread, register and the rest', async () => {
    const page = await opened(flat, judged);
    await page.evaluate(() => selection.choose(12));
    const card = page.locator('#residue');
    const verdicts = await card.locator('p').allTextContents();
    assert.equal(verdicts[1], `confidence ${confidence(12).toFixed(2)}: probably wrong`);
    assert.equal(verdicts[2], `${rmsd(12).toFixed(2)} Å: the models agree`);
    assert.match(verdicts[3], /agree with each other and not with the starting model/);
    assert.equal(verdicts[4], 'fits better two places back');
    assert.deepEqual(await page.locator('#residueNumbers h3').allTextContents(), [
      'Spread and shift',
      'Confidence and register',
      'Fit to the map',
      'Geometry',
    ]);
    const numbers = await page.locator('#residueNumbers').innerText();
    assert.match(numbers, /shift from the start\s+3\.5 Å[^]*register probability\s+0\.2\s+register shift\s+−2 places/);
    await page.evaluate(() => selection.choose(20));
    assert.equal(await card.locator('.verdict').first().textContent(), `${rmsd(12).toFixed(2)} Å: the models agree`);
    await page.close();
  });

  test('a stretch by confidence leads to its residues', async () => {
    const page = await opened(flat, judged);
    const group = page.locator('.stretch.probably-wrong');
    assert.match(await group.locator('h3').textContent(), /^Probably wrong 10 residues in 2 stretches$/);
    const row = group.locator('tbody tr').first();
    assert.match(await row.textContent(), /fits better two places back$/);
    await row.getByRole('button').click();
    assert.equal(await page.evaluate(() => selection.chosen % 50), 10);
    await page.close();
  });

  test('without scripts the sequence shows confidence where there is one', async () => {
    for (const [file, style, classes] of [
      [judged, 'probably-wrong', 3],
      [plain, 'well', 4],
    ]) {
      const page = await open(flat, file, { javaScriptEnabled: false });
      assert.equal(await page.locator('#sequences #r12').getAttribute('class'), style);
      assert.equal(await page.locator('#key i').count(), classes);
      await page.close();
    }
  });

  test('where there is none the page says why', async () => {
    const sentence = /Confidence is calibrated only for models that emconverge makes with its shipped settings/;
    for (const [file, says] of [
      [judged, false],
      [plain, true],
    ]) {
      const page = await open(flat, file, { javaScriptEnabled: false });
      assert.equal(sentence.test(await page.locator('main').textContent()), says);
      await page.close();
    }
  });

  test('tracks show confidence, shift and register', async () => {
    const page = await opened(flat, judged);
    assert.deepEqual((await page.locator('#tracks label').allTextContents()).slice(0, 4), [
      'Cα RMSD',
      'confidence',
      'shift from the start',
      'register probability',
    ]);
    await page.locator('#tracks').getByLabel('confidence').check();
    await page.waitForFunction(() => charts.track.column === 'confidence');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
});
