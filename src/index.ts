export * from './core/text.js';
