using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;

namespace ActorSync.Cli.Commands;

/// <summary>Reads source files as a run reads them, for the commands that want the people alone.</summary>
internal static class RosterFiles
{
    /// <summary>Reads the files under the configuration.</summary>
    public static Task<RosterReading> ReadAsync(IReadOnlyList<SourceInput> inputs, ActorSyncOptions options, DeclaredTaxonomy taxonomy, CancellationToken stop)
    {
        var capabilities = options.Target.Capabilities;
        var context = options.Source.ToContext(taxonomy, capabilities.Levels, gated: !capabilities.CertificationsAreDated);
        return RosterReader.ReadAsync(inputs, options.Source, context, stop);
    }
}
