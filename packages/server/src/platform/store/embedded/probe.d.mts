export declare const probe: { readonly syncs: 0; readonly walPages: 1; readonly fault: 2; readonly length: 3 };
export declare const fault: { readonly none: 0; readonly growthRefused: 1; readonly writesRefused: 2 };
