using System.Collections;
using ActorSync.Cli;
using ActorSync.Engine.Hosting;

// Standard output carries results alone: what a library prints there would break the one JSON object.
Console.SetOut(TextWriter.Null);

WorkerThreads.Provide();

using var signals = new StopSignals(TimeProvider.System, Environment.Exit);
signals.Listen();

var variables = Environment.GetEnvironmentVariables()
    .Cast<DictionaryEntry>()
    .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);

return await CliApp.RunAsync(args, new CliEnvironment(
    new ProcessStreams(), TimeProvider.System, variables, Environment.CurrentDirectory, AppContext.BaseDirectory, signals.Token)
{
    StopWords = signals.Words,
});
