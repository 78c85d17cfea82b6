/** Values as text: `str`, `repr`, `%` and format specifications, as far as names of layers are made with them. */
import { BoundMethod, NativeFunction, PythonFunction } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import { PythonError } from '../errors.ts';
import { Dict, Ellipsis, Float, List, Module, NamedTuple, PySet, Range, Slice, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

/** How many values one text shows: lists that hold each other twice would take for ever. */
const MOST_SHOWN = 20_000;

interface Budget {
  left: number;
}

export function str(value: Value): string {
  const args = value instanceof Instance ? value.attributes.get('args') : undefined;
  if (args instanceof Tuple && value instanceof Instance && value.cls.module === 'builtins') {
    return args.items.length === 1 ? str(args.items[0] as Value) : args.items.length === 0 ? '' : repr(args);
  }
  return typeof value === 'string' ? value : repr(value);
}

export function repr(value: Value, depth = 0, budget: Budget = { left: MOST_SHOWN }): string {
  if (depth > 20 || budget.left-- <= 0) return '...';
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    budget.left -= value.length >> 5;
    return quote(value);
  }
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof Tuple) {
    const inner = value.items.map((item) => repr(item, depth + 1, budget));
    if (value instanceof NamedTuple && value.type !== null)
      return `${value.type}(${inner.map((item, at) => `${value.names[at]}=${item}`).join(', ')})`;
    return inner.length === 1 ? `(${inner[0]},)` : `(${inner.join(', ')})`;
  }
  if (value instanceof List) return `[${value.items.map((item) => repr(item, depth + 1, budget)).join(', ')}]`;
  if (value instanceof Dict) {
    const pairs = [...value.entries.values()].map(
      ([key, item]) => `${repr(key, depth + 1, budget)}: ${repr(item, depth + 1, budget)}`,
    );
    return `{${pairs.join(', ')}}`;
  }
  if (value instanceof PySet) {
    return value.entries.size > 0
      ? `{${value.items.map((item) => repr(item, depth + 1, budget)).join(', ')}}`
      : 'set()';
  }
  return reprOther(value);
}

function reprOther(value: Value): string {
  if (value instanceof Range) return `range(${value.start}, ${value.stop}${value.step === 1 ? '' : `, ${value.step}`})`;
  if (value instanceof Slice)
    return `slice(${[value.start, value.stop, value.step].map((one) => repr(one)).join(', ')})`;
  if (value instanceof Unknown) return value.asks[0] ?? '?';
  if (value instanceof Ellipsis) return 'Ellipsis';
  if (value instanceof Class) return `<class '${value.module ?? '__main__'}.${value.name}'>`;
  if (value instanceof Instance) return `<${value.cls.name}>`;
  if (value instanceof Module) return `<module '${value.path}'>`;
  if (value instanceof PythonFunction || value instanceof NativeFunction) return `<function ${value.name}>`;
  return value instanceof BoundMethod ? `<bound method ${value.callee.name}>` : '<object>';
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\t\r]/g, (one) => ({ '\\': '\\\\', '\n': '\\n', '\t': '\\t' })[one] ?? '\\r');
  const hidden = /[\p{Cc}\p{Cf}]/gu;
  const shown = escaped.replace(hidden, (one) => hexadecimal(one.codePointAt(0) ?? 0));
  return mark + (mark === "'" ? shown.replaceAll("'", "\\'") : shown) + mark;
}

function hexadecimal(code: number): string {
  const digits = code.toString(16);
  return code < 256 ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `format(value, spec)` */
export function format(value: Value, spec: string): string {
  const parts = /^(?:(.)?([<>^=]))?([+\- ]?)#?(0?)(\d*)(,|_)?(?:\.(\d+))?([a-zA-Z%]?)$/s.exec(spec);
  if (!parts) throw new PythonError('ValueError', 'Invalid format specifier');
  const [, fill, align, sign, zero, width, group, precision, type] = parts;
  const isNumber = typeof value === 'number' || typeof value === 'boolean' || value instanceof Float;
  let text = isNumber && (type || precision || group) ? numberText(value, type ?? '', precision, group) : str(value);
  if (!isNumber && precision) text = text.slice(0, Number(precision));
  if (isNumber && sign === '+' && !text.startsWith('-')) text = `+${text}`;
  const wanted = Math.min(Number(width || 0), 10_000);
  const missing = Math.max(0, wanted - text.length);
  const filler = (fill ?? (zero ? '0' : ' ')).repeat(missing);
  if (align === '^') return filler.slice(0, missing >> 1) + text + filler.slice(missing >> 1);
  return align === '<' || (!align && !isNumber) ? text + filler : filler + text;
}

function numberText(value: Value, type: string, precision: string | undefined, group: string | undefined): string {
  const number = value instanceof Float ? value.value : Number(value);
  const digits = precision === undefined ? 6 : Math.min(Number(precision), 100);
  const shown: Record<string, () => string> = {
    d: () => String(Math.trunc(number)),
    f: () => number.toFixed(digits),
    F: () => number.toFixed(digits),
    e: () => number.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2'),
    g: () => floatText(Number(number.toPrecision(digits || 1))).replace(/\.0$/, ''),
    '%': () => `${(number * 100).toFixed(digits)}%`,
    x: () => Math.trunc(number).toString(16),
    X: () => Math.trunc(number).toString(16).toUpperCase(),
    b: () => Math.trunc(number).toString(2),
    o: () => Math.trunc(number).toString(8),
  };
  const plain = precision === undefined ? str(value) : floatText(Number(number.toPrecision(digits || 1)));
  const text = shown[type]?.() ?? plain;
  return group ? text.replace(/\B(?=(\d{3})+(?!\d))/g, group === ',' ? ',' : '_') : text;
}

/** `text % values` */
export function formatPercent(text: string, values: Value): string {
  const list = values instanceof Tuple ? [...values.items] : [values];
  let next = 0;
  const result = text.replace(
    /%(?:\((\w+)\))?([-+ #0]*)(\d*|\*)(?:\.(\d+))?([diouxXeEfFgGcrsa%])/g,
    (_, key: string | undefined, flags: string, width: string, precision: string | undefined, type: string) => {
      if (type === '%') return '%';
      const value = key !== undefined && values instanceof Dict ? values.get(key) : list[next++];
      if (value === undefined) throw new PythonError('TypeError', 'not enough arguments for format string');
      if ('diouxX'.includes(type) && typeof value === 'string') {
        throw new PythonError('TypeError', `%${type} format: a real number is required, not str`);
      }
      const shown = type === 'r' || type === 'a' ? repr(value) : value;
      const kind = 'rsac'.includes(type) ? '' : type.replace(/[iu]/, 'd');
      const align = flags.includes('-') ? '<' : kind || !width ? '' : '>';
      const zero = flags.includes('0') && align !== '<' ? '0' : '';
      return format(kind ? shown : str(shown), `${align}${zero}${width}${precision ? `.${precision}` : ''}${kind}`);
    },
  );
  if (next < list.length && !(values instanceof Dict)) {
    throw new PythonError('TypeError', 'not all arguments converted during string formatting');
  }
  return result;
}
