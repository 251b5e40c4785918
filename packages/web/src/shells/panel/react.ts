/**
 * The part of React that the panel uses, on Preact alone. `preact/compat` has more than the panel needs, and this code loads
 * before the first paint.
 */
import { type ComponentChildren, options, render, type VNode } from 'preact';

export { createContext, createElement } from 'preact';
export { useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

export const createRoot = (root: Element) => ({ render: (children: ComponentChildren): void => render(children, root) });

/** Inputs that hold a choice keep the browser's change event; for all others, React's onChange means the input event. */
const isChoice = (type: unknown): boolean => type === 'checkbox' || type === 'radio' || type === 'file';

/** Events in React have the browser's event as `nativeEvent`. */
options.event = (event: Event) => Object.assign(event, { nativeEvent: event });

/** Translates the properties of an element that Preact reads differently from React. */
const translated = (type: string, props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  if ((type === 'input' || type === 'textarea') && 'onChange' in props && !isChoice(props['type'])) {
    const { onChange, ...rest } = props;
    return { ...rest, onInput: onChange };
  }
  if (type === 'svg')
    return Object.fromEntries(Object.entries(props).map(([name, value]) => [name.replace(/^stroke([A-Z])/, (_, letter: string) => `stroke-${letter.toLowerCase()}`), value]));
  return props['translate'] === 'no' ? { ...props, translate: false } : props;
};

options.vnode = (vnode: VNode): void => {
  if (typeof vnode.type === 'string') vnode.props = translated(vnode.type, vnode.props as unknown as Record<string, unknown>) as unknown as VNode['props'];
};
