/**
 * React as far as the panel uses it, on Preact alone. `preact/compat` brings more than the panel needs, and this is loaded
 * before the first picture.
 */
import { type ComponentChildren, options, render, type VNode } from 'preact';

export { createContext, createElement } from 'preact';
export { useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

export const createRoot = (root: Element) => ({ render: (children: ComponentChildren): void => render(children, root) });

/** Inputs whose value is a choice keep the browser's change event; React's onChange of all others is an input event. */
const isChoice = (type: unknown): boolean => type === 'checkbox' || type === 'radio' || type === 'file';

/** React's events carry the browser's own. */
options.event = (event: Event) => Object.assign(event, { nativeEvent: event });

/** The properties of an element that Preact reads otherwise than React. */
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
