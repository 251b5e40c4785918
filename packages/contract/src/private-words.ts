import { z } from 'zod';

/** Texts that one person wrote or sealed for few others. An answer that holds one of another person leaves an entry in the access log of its writer. */
export const privateWords = z.registry<{ readonly by: string }>();

/** The schemas that a schema consists of, one level down. */
const partsOf = (schema: z.core.$ZodType): readonly z.core.$ZodType[] => {
  const { def } = schema as unknown as { readonly def: z.core.$ZodTypes['_zod']['def'] };
  switch (def.type) {
    case 'object':
      return Object.values(def.shape);
    case 'array':
      return [def.element];
    case 'union':
      return def.options;
    case 'record':
      return [def.keyType, def.valueType];
    case 'pipe':
      return [def.in, def.out];
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return [def.innerType];
    default:
      return [];
  }
};

/**
 * True when a value of this schema may hold private words.
 *
 * @example
 * holdsPrivateWords(openShare.reply); // true
 */
export const holdsPrivateWords = (schema: z.core.$ZodType): boolean => privateWords.has(schema) || partsOf(schema).some(holdsPrivateWords);
