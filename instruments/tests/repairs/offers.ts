import assert from 'node:assert/strict';
import type { FrameworkFactory } from '../../frameworks/framework.ts';
import { trace } from '../../tracer/trace.ts';

/** The pastes as the repairs make them, those with the fewest changes first. */
export function repaired(source: string, framework: FrameworkFactory): string[] {
  const { models } = trace(source, { frameworks: [framework], repairMilliseconds: 20_000 });
  const fault = models.find((model) => model.fault)?.fault;
  assert.ok(fault, 'nothing is broken');
  return fault.repairs.map((repair) => repair.source);
}

/** Each piece stands in one of the repaired pastes. */
export function offers(framework: FrameworkFactory, source: string, ...pieces: string[]): void {
  const found = repaired(source, framework);
  for (const piece of pieces)
    assert.ok(
      found.some((text) => text.includes(piece)),
      `${piece} in\n${found.join('\n')}`,
    );
}
