using System.Collections.Immutable;
using ActorSync.Core.Policies;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Loads the configuration: the file, then <c>ACTORSYNC_Section__Key</c>, then <c>--set</c>; all errors at once.</summary>
public static class ConfigurationLoader
{
    /// <summary>Loads and checks everything.</summary>
    /// <param name="configFile">The file named by <c>--config</c>, which must exist; null for <c>config/actorsync.json</c> where it exists.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="sets">The values of <c>--set</c>, in order.</param>
    /// <param name="workingDirectory">The full path of the current folder.</param>
    /// <param name="talksToTarget">Whether the command logs in to the configured target: then address and credentials are required, and the secret's file is read.</param>
    public static ConfigurationResult Load(
        string? configFile,
        IReadOnlyDictionary<string, string?> environment,
        IReadOnlyList<string> sets,
        string workingDirectory,
        bool talksToTarget = false)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentException.ThrowIfNullOrWhiteSpace(workingDirectory);

        var values = new GivenValues();
        var file = FileLayer.Collect(configFile, workingDirectory, values);
        EnvironmentLayer.Collect(environment, values);
        CommandLineLayer.Collect(sets, values);

        var baseDirectory = BaseDirectory(file, workingDirectory);
        var options = Bind(values, baseDirectory, talksToTarget);

        return values.Errors.Count > 0
            ? new ConfigurationResult.Refused([.. values.Errors], [.. values.Warnings])
            : new ConfigurationResult.Loaded(options, new ConfigurationOrigins(file, baseDirectory, values.Places), [.. values.Warnings]);
    }

    private static ActorSyncOptions Bind(GivenValues values, string baseDirectory, bool talksToTarget)
    {
        var target = TargetBinding.Bind(values, baseDirectory, talksToTarget);
        return new ActorSyncOptions
        {
            Target = target,
            Source = SourceBinding.Bind(values),
            Scope = new ScopeOptions { Divisions = values.Get(OptionKeys.Divisions) },
            Taxonomy = TaxonomyBinding.Bind(values, target.Capabilities.Levels),
            Policy = new SyncPolicies(
                values.Get(OptionKeys.Removal), values.Get(OptionKeys.Adopt), values.Get(OptionKeys.Terminated),
                values.Get(OptionKeys.Absent), values.Get(OptionKeys.Margin)),
            Guard = new GuardLimits(
                values.Get(OptionKeys.MaxRemovalsPercent), values.Get(OptionKeys.MaxRemovals),
                values.Get(OptionKeys.MinimumPopulation), values.Get(OptionKeys.MaxRowDropPercent)),
            State = new StateOptions { Directory = Path.GetFullPath(values.Get(OptionKeys.StateDirectory), baseDirectory) },
            Journal = Journal(values),
        };
    }

    private static JournalOptions Journal(GivenValues values)
    {
        var journal = new JournalOptions
        {
            Provider = values.Get(OptionKeys.Provider),
            ConnectionString = values.Get(OptionKeys.ConnectionString),
            LeaseSeconds = values.Get(OptionKeys.LeaseSeconds),
            KeepDays = values.Get(OptionKeys.KeepDays),
        };

        var isGiven = values.Find(OptionKeys.ConnectionString) is not null;
        if (journal.Provider == JournalProvider.Postgres && !isGiven)
        {
            values.Reject(OptionKeys.ConnectionString, "postgres needs a connection string; give it as " + EnvironmentLayer.VariableOf(OptionKeys.ConnectionString.Path));
        }
        else if (journal.Provider == JournalProvider.Sqlite && isGiven)
        {
            values.Reject(OptionKeys.ConnectionString, "sqlite is embedded and takes no connection string; give Journal:Provider=postgres, or leave it off");
        }

        return journal;
    }

    // A relative path starts where the folder config/ stands, so that a program started elsewhere finds the same state.
    private static string BaseDirectory(string? file, string workingDirectory)
    {
        var folder = Path.GetDirectoryName(file);
        return folder is not null && Path.GetFileName(folder) == "config" && Path.GetDirectoryName(folder) is { } parent
            ? parent
            : Path.GetFullPath(workingDirectory);
    }
}
