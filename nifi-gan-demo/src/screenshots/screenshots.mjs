// SPDX-License-Identifier: Apache-2.0
// Takes screenshots of the demo's flow in a running NiFi: the canvas, and the properties of each processor, which is stopped for that.
// npm install && node screenshots.mjs CANVAS_URL FOLDER [BROWSER]; CANVAS_URL is what ./demo prints, BROWSER is /usr/bin/chromium.
// node screenshots.mjs CANVAS_URL FOLDER BROWSER progress takes the canvas as it is during a training, as progress.png, and what the
// verification of TrainGAN and SampleGenerator finds, as verification.png.
import { chromium } from 'playwright-core';
import { mkdirSync } from 'node:fs';

const [canvas, folder, browser = '/usr/bin/chromium', what = 'all'] = process.argv.slice(2);
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

/** The part of the window that the flow covers, with a margin. */
async function flowArea(page) {
    return page.evaluate(() => {
        const margin = 12;
        const boxes = [...document.querySelectorAll('g.processor, g.connection, g.label, g.funnel')].map(part => part.getBoundingClientRect());
        const left = Math.min(...boxes.map(box => box.left)) - margin;
        const top = Math.min(...boxes.map(box => box.top)) - margin;
        return { x: left, y: top, width: Math.max(...boxes.map(box => box.right)) + margin - left, height: Math.max(...boxes.map(box => box.bottom)) + margin - top };
    });
}

async function takeCanvas(name = 'canvas') {
    const page = await session.newPage({ viewport: { width: 1700, height: 1250 }, deviceScaleFactor: 1.5 });
    await page.goto(canvas);
    await page.waitForSelector('g.processor', { timeout: 60_000 });
    await page.waitForTimeout(2_000);
    await page.locator('button').filter({ has: page.locator('.icon-zoom-fit') }).first().click({ timeout: 5_000 });
    await page.waitForTimeout(1_500);
    // The navigation panel would hide a part of the flow.
    await page.evaluate(() => document.querySelectorAll('graph-controls').forEach(panel => panel.style.display = 'none'));
    await page.screenshot({ path: `${folder}/${name}.png`, clip: await flowArea(page) });
    await page.close();
}

async function call(path, body) {
    const answer = await fetch(`${base}/nifi-api${path}`, body && { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) {
        throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
    return answer.json();
}

/** The edit dialog is only available for a stopped processor. */
async function setState(id, state) {
    const { revision } = await call(`/processors/${id}`);
    await call(`/processors/${id}/run-status`, { revision, state, disconnectedNodeAcknowledged: false });
}

async function takeProperties(id, name) {
    // The dialog is as high as the window; TrainGAN has the most properties.
    const page = await session.newPage({ viewport: { width: 1400, height: name === 'train-gan' ? 1500 : 1000 }, deviceScaleFactor: 1.5 });
    await page.goto(`${base}/nifi/#/process-groups/${group}/Processor/${id}/edit`);
    const dialog = page.locator('mat-dialog-container');
    await dialog.waitFor({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Properties' }).click();
    await page.waitForTimeout(1_000);
    await dialog.screenshot({ path: `${folder}/${name}.png` });
    await page.close();
}

async function takeVerification(id, name) {
    const page = await session.newPage({ viewport: { width: 1700, height: 1000 }, deviceScaleFactor: 1.5 });
    await page.goto(`${base}/nifi/#/process-groups/${group}/Processor/${id}/edit`);
    const dialog = page.locator('mat-dialog-container');
    await dialog.waitFor({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Properties' }).click();
    await page.waitForTimeout(1_000);
    await page.locator('property-verification button').last().click();
    // If properties refer to attributes, NiFi asks for their values.
    const verify = page.getByRole('button', { name: 'Verify' });
    if (await verify.isVisible({ timeout: 2_000 }).catch(() => false)) {
        await verify.click();
    }
    await page.waitForTimeout(8_000);
    await page.screenshot({ path: `${folder}/${name}.png` });
    await page.close();
}

if (what === 'progress') {
    await takeCanvas('progress');
    const { processors } = await call(`/process-groups/${group}/processors`);
    const { id } = processors.find(({ component }) => component.type.endsWith('.TrainGAN'));
    await setState(id, 'STOPPED');
    await new Promise(done => setTimeout(done, 4_000));
    await takeVerification(id, 'verification');
    await setState(id, 'RUNNING');
} else {
    await takeCanvas();
    for (const { id, component } of (await call(`/process-groups/${group}/processors`)).processors) {
        if (!component.type.startsWith('io.nifigan.')) {
            continue;
        }
        const name = component.type.split('.').pop().replace('GAN', 'Gan').replace(/(?<=.)[A-Z]/g, letter => '-' + letter).toLowerCase();
        await setState(id, 'STOPPED');
        await takeProperties(id, name);
        await setState(id, component.state);
    }
}
await session.close();
