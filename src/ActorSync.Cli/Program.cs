using System.Collections;
using ActorSync.Cli;

using var signals = new StopSignals();

var variables = Environment.GetEnvironmentVariables()
    .Cast<DictionaryEntry>()
    .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);

return await CliApp.RunAsync(args, new CliEnvironment(
    new ProcessStreams(), TimeProvider.System, variables, Environment.CurrentDirectory, AppContext.BaseDirectory, signals.Token));
