import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { said } from '../../repairs/sizes.ts';
import { Reasons } from '../../views/models/reasons.ts';

const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
const ROOT = new URL('../../', import.meta.url);
const korean = wordsOf(readFileSync(new URL('../docs/ko/shapes.md', ROOT), 'utf8'));
const reasons = new Reasons(korean);

/** The sentences under `reasons:` in the front matter, each a line of JSON strings. */
function wordsOf(page: string): Record<string, string> {
  const [, lines = ''] = /^ {2}reasons:.*\n((?: {4}.*\n)+)/m.exec(page) ?? [];
  return JSON.parse(`{${lines.trim().split('\n').join(',')}}`) as Record<string, string>;
}

/** Functions and classes whose text the reader sees. */
const SAYING = new Set(['notFollowed', 'unknown', 'note', 'Unknown', 'NotFollowed', 'Stop', 'Beyond', 'known', 'skip']);

/** What a call could say: strings, with each gap as a word of its own. */
function textsOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map((span, index) => [`GAP${index}`, span.literal.text].join(''));
    return [[node.head.text, ...parts].join('')];
  }
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  return [];
}

/** Why a layer of Keras is not followed. */
function limitOf(property: ts.ObjectLiteralElementLike): string[] {
  return ts.isPropertyAssignment(property) ? textsOf(property.initializer) : [];
}

function saidIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(new URL(file, ROOT), 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      if (ts.isIdentifier(callee) && SAYING.has(callee.text)) found.push(...(node.arguments ?? []).flatMap(textsOf));
    }
    const isText = ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && /^(text|what)$/.test(node.name.text);
    if (
      file.endsWith('keras/layers/index.ts') &&
      ts.isVariableDeclaration(node) &&
      node.name.getText(source) === 'LIMITS'
    ) {
      found.push(...(node.initializer as ts.ObjectLiteralExpression).properties.flatMap(limitOf));
    }
    if (isText && /clean\.ts|parse\//.test(file)) found.push(...textsOf(node.initializer));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Of the translation: constants that keep what is said are looked up by their names. */
function saidOfTranslation(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(new URL(file, ROOT), 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const constants = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) constants.set(node.name.getText(source), node.initializer);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const says = ts.isIdentifier(callee) && /^(Untranslated|note|nothing)$/.test(callee.text);
      for (const one of (says && node.arguments) || [])
        found.push(...textsOf(constants.get(one.getText(source)) ?? one));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Functions whose text says what a repair does, and names of variables that keep one. */
const REPAIRING = new Set(['ahead', 'around', 'proposal', 'replaced', 'resized', 'together']);
const KEPT = /^(says|said)$/;

function saidOfRepairs(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(new URL(file, ROOT), 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      if (ts.isIdentifier(callee) && REPAIRING.has(callee.text)) found.push(...node.arguments.flatMap(textsOf));
    }
    const isKept = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node);
    if (isKept && node.initializer && KEPT.test(node.name.getText(source))) found.push(...textsOf(node.initializer));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((text) => text.replace(/^GAP0(?= `)/, 'crop')); // or pad, or stretch: verbs in a variable
}

test('what a repair does is said in Korean', () => {
  const files = globSync('{repairs,frameworks/*/repairs}/*.ts', { cwd: ROOT });
  const said = files.flatMap(saidOfRepairs).filter((text) => /[a-z]{2,} |^`/.test(text));
  assert.ok(said.length > 25, `${said.length} texts were found in the sources`);
  assert.deepEqual(
    said.filter((text) => reasons.say(text) === null),
    [],
  );
  for (const verb of ['crop', 'pad', 'stretch']) {
    assert.match(
      reasons.say(`${verb} \`x\` to 4×6, then ${verb} \`y\` to 4×6 with \`Layer\``) ?? '',
      /\p{Script=Hangul}.*이어서.*\p{Script=Hangul}/u,
    );
  }
});

test('every sentence that the tracer makes has its Korean', () => {
  const files = globSync('{languages,frameworks,graph,tracer}/**/*.ts', { cwd: ROOT });
  const said = files.flatMap(saidIn).filter((text) => /[a-z]{2}/.test(text.replace(/`[^`]*`/g, '')));
  assert.ok(said.length > 90, `${said.length} sentences were found in the sources`);
  assert.deepEqual(
    said.filter((text) => reasons.say(text) === null),
    [],
  );
});

test('which sizes fit is said in Korean, but for those that are numbers alone', () => {
  for (const sizes of [[], [7], range(5, 512), range(16, 512, 16), range(21, 501, 16)]) {
    assert.match(reasons.say(said(sizes)) ?? '', /\p{Script=Hangul}/u, said(sizes));
  }
  assert.doesNotMatch(said([5, 6, 9]) + said([5, 6]), /[a-z]/);
});

test('what differs in the other framework, and why a layer is not translated, is said in Korean', () => {
  const said = globSync('translation/**/*.ts', { cwd: ROOT }).flatMap(saidOfTranslation);
  assert.ok(said.length > 90, `${said.length} sentences were found in the sources`);
  assert.deepEqual(
    said.filter((text) => reasons.say(text) === null),
    [],
  );
  assert.equal(
    reasons.say('Keras pads unevenly here, 0 before and 1 behind; 2 before and 3 behind: F.pad does it'),
    'Keras가 여기서는 앞뒤로 다르게 덧댄다(앞에 0, 뒤에 1; 앞에 2, 뒤에 3). F.pad로 맞춘다',
  );
});

test('a sentence in Korean has the gaps of the English one', () => {
  const gaps = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap ?? '').sort();
  for (const [english, own] of Object.entries(korean)) assert.deepEqual(gaps(own), gaps(english), english);
});

test('sentences in sentences are said too, and what is not ours stays as it is', () => {
  assert.equal(
    reasons.say('`units` of Dense is not known: `n` is not in the paste'),
    'Dense의 `units`: 알 수 없다. 코드에 `n`의 뜻이 없다',
  );
  assert.equal(
    reasons.say('a layer of net is not known: the module `mine` is not known here'),
    'net의 층: 알 수 없다. 모듈 `mine`: 여기서는 알 수 없다',
  );
  assert.equal(
    reasons.say('line 3 was refused: mat1 and mat2 shapes cannot be multiplied'),
    '3행이 거부되었다: mat1 and mat2 shapes cannot be multiplied',
  );
  assert.equal(reasons.say('Input 0 of layer "dense": expected axis -1'), null);
});
