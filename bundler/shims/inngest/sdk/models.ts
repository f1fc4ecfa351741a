/** Model descriptions for step.ai.infer: where to ask, and in which form. */

function variable(name: string): string | undefined {
  return globalThis.process?.env?.[name];
}

function under(base: string, path: string): string {
  return new URL(path, base.endsWith("/") ? base : `${base}/`).href;
}

/** Fills in the request's body what the model's author set for every request. */
function fill(options: any) {
  return (_model: unknown, body: any): void => {
    Object.assign(body, options.defaultParameters);
    body.model ||= options.model;
  };
}

/** A provider that speaks one of OpenAI's protocols. */
function openaiLike(format: string, base: string, key: string, path: string) {
  return (options: any) => ({
    url: under(options.baseUrl || base, path),
    authKey: options.apiKey || variable(key) || "",
    format,
    onCall: fill(options),
    options,
  });
}

export const openai = openaiLike("openai-chat", "https://api.openai.com/v1/", "OPENAI_API_KEY", "chat/completions");

export const openaiResponses = openaiLike(
  "openai-responses",
  "https://api.openai.com/v1/",
  "OPENAI_API_KEY",
  "responses",
);

export const deepseek = openaiLike(
  "openai-chat",
  "https://api.deepseek.com/v1/",
  "DEEPSEEK_API_KEY",
  "chat/completions",
);

export const grok = openaiLike("grok", "https://api.x.ai/v1", "XAI_API_KEY", "chat/completions");

export function azureOpenai(options: any) {
  if (!options.endpoint) throw new Error("Azure OpenAI endpoint is required");
  const authKey = options.apiKey || variable("AZURE_OPENAI_API_KEY") || "";
  const url = new URL(`openai/deployments/${options.deployment}/chat/completions`, options.endpoint);
  url.searchParams.set("api-version", options.apiVersion);
  return {
    url: url.href,
    authKey,
    format: "azure-openai",
    onCall: fill(options),
    options,
    headers: { "api-key": authKey, "Content-Type": "application/json" },
  };
}

export function anthropic(options: any) {
  const headers: Record<string, string> = { "anthropic-version": "2023-06-01" };
  if (options.betaHeaders?.length) headers["anthropic-beta"] = options.betaHeaders.join(",");
  return {
    url: under(options.baseUrl || "https://api.anthropic.com/v1/", "messages"),
    authKey: options.apiKey || variable("ANTHROPIC_API_KEY") || "",
    format: "anthropic",
    onCall: fill(options),
    headers,
    options,
  };
}

export function gemini(options: any) {
  const authKey = options.apiKey || variable("GEMINI_API_KEY") || "";
  const base = options.baseUrl || "https://generativelanguage.googleapis.com/v1beta/";
  return {
    url: under(base, `models/${options.model}:generateContent?key=${authKey}`),
    authKey,
    format: "gemini",
    onCall(_model: unknown, body: any): void {
      if (!options.defaultParameters) return;
      const { generationConfig, ...rest } = options.defaultParameters;
      Object.assign(body, { ...rest, ...body });
      if (!generationConfig) return;
      body.generationConfig = {
        ...generationConfig,
        ...body.generationConfig,
        thinkingConfig: { ...generationConfig.thinkingConfig, ...body.generationConfig?.thinkingConfig },
      };
    },
    headers: {},
    options,
  };
}

export const models = { anthropic, gemini, openai, azureOpenai, deepseek, grok, openaiResponses };

function names<const T extends readonly string[]>(...list: T): { [K in T[number]]: K } {
  return Object.fromEntries(list.map((name) => [name, name])) as any;
}

/** The words of Gemini's safety settings. */
export const GeminiAiAdapter = {
  HarmCategory: names(
    "HARM_CATEGORY_UNSPECIFIED",
    "HARM_CATEGORY_HATE_SPEECH",
    "HARM_CATEGORY_SEXUALLY_EXPLICIT",
    "HARM_CATEGORY_DANGEROUS_CONTENT",
    "HARM_CATEGORY_HARASSMENT",
    "HARM_CATEGORY_CIVIC_INTEGRITY",
  ),
  HarmBlockThreshold: names(
    "HARM_BLOCK_THRESHOLD_UNSPECIFIED",
    "BLOCK_LOW_AND_ABOVE",
    "BLOCK_MEDIUM_AND_ABOVE",
    "BLOCK_ONLY_HIGH",
    "BLOCK_NONE",
    "OFF",
  ),
} as const;
