// SPDX-License-Identifier: Apache-2.0
// Takes pictures of the demo's flow in a running NiFi: its canvas, and the properties of each of our processors.
// npm install && node screenshots.mjs CANVAS_URL FOLDER [BROWSER]; CANVAS_URL is what ./demo prints, BROWSER is /usr/bin/chromium.
import { chromium } from 'playwright-core';
import { mkdirSync } from 'node:fs';

const [canvas, folder, browser = '/usr/bin/chromium'] = process.argv.slice(2);
if (!canvas || !folder) {
    console.error('node screenshots.mjs CANVAS_URL FOLDER [BROWSER]');
    process.exit(1);
}
mkdirSync(folder, { recursive: true });
const base = new URL(canvas).origin;
const group = canvas.split('/process-groups/')[1];
const session = await chromium.launch({
    executablePath: browser,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await session.newPage({ viewport: { width: 1600, height: 1200 } });

await page.goto(canvas);
await page.waitForSelector('g.processor', { timeout: 60_000 });
await page.waitForTimeout(2_000);
// The button that fits the whole flow into the window is in the navigation panel, which would then lie over the flow.
await page.locator('button.mat-mdc-icon-button, button').filter({ has: page.locator('.fa-expand, .icon-zoom-fit') }).first().click({ timeout: 5_000 }).catch(() => {});
await page.waitForTimeout(1_000);
await page.evaluate(() => document.querySelectorAll('graph-controls').forEach(panel => panel.style.display = 'none'));
await page.screenshot({ path: `${folder}/canvas.png` });

const processors = await (await fetch(`${base}/nifi-api/process-groups/${group}/processors`)).json();
for (const { id, component } of processors.processors) {
    const type = component.type.split('.').pop();
    if (!component.type.startsWith('io.nifigan.')) {
        continue;
    }
    await page.goto('about:blank');
    await page.goto(`${base}/nifi/#/process-groups/${group}/Processor/${id}/edit`);
    await page.waitForSelector('mat-dialog-container', { timeout: 30_000 });
    await page.getByRole('tab', { name: 'Properties' }).click();
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: `${folder}/${type}.png` });
}
await session.close();
