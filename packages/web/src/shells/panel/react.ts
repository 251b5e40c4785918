/**
 * Replaces `react` in the panel's bundle: the exports that the panel uses, made of Preact. `preact/compat` is larger, and this code loads
 * before the first paint.
 */
import { type ComponentChildren, options, render, type VNode } from 'preact';

export { createContext, createElement } from 'preact';
export { useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

export const createRoot = (root: Element) => ({ render: (children: ComponentChildren): void => render(children, root) });

/** True for inputs whose onChange is the browser's change event. For all others, React's onChange is the input event. */
const isChoice = (type: unknown): boolean => type === 'checkbox' || type === 'radio' || type === 'file';

/** Gives each event the property `nativeEvent`, as React does. */
options.event = (event: Event) => Object.assign(event, { nativeEvent: event });

/** Converts React's properties of an element to those of Preact. */
const toPreactProps = (type: string, props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  if ((type === 'input' || type === 'textarea') && 'onChange' in props && !isChoice(props['type'])) {
    const { onChange, ...rest } = props;
    return { ...rest, onInput: onChange };
  }
  if (type === 'svg')
    return Object.fromEntries(Object.entries(props).map(([name, value]) => [name.replace(/^stroke([A-Z])/, (_, letter: string) => `stroke-${letter.toLowerCase()}`), value]));
  return props['translate'] === 'no' ? { ...props, translate: false } : props;
};

options.vnode = (vnode: VNode): void => {
  if (typeof vnode.type === 'string') vnode.props = toPreactProps(vnode.type, vnode.props as unknown as Record<string, unknown>) as unknown as VNode['props'];
};
