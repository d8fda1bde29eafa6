using System.Diagnostics.Metrics;

namespace ActorSync.Engine.Journal;

/// <summary>What the journal counts, for whoever listens.</summary>
public static class JournalMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "ActorSync.Journal";

    /// <summary>The counter of connections that the embedded journal opened: about one a commit.</summary>
    public const string ConnectionsOpened = "actorsync.journal.connections_opened";

    /// <summary>The tag that tells which file.</summary>
    public const string FileTag = "file";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Opened = Meter.CreateCounter<long>(ConnectionsOpened);

    /// <summary>Counts one connection to <paramref name="file"/>.</summary>
    internal static void CountOpened(string file) => Opened.Add(1, new KeyValuePair<string, object?>(FileTag, file));
}
