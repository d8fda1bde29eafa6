using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Journal;

/// <summary>How a long pause stands in a payload, version 1.</summary>
internal static class PauseFormat
{
    /// <summary>Writes a pause.</summary>
    public static void Write(PayloadWriter to, HeldPause pause)
    {
        to.Text(pause.Scope);
        to.Instant(pause.Until);
        to.Text(pause.Reason);
    }

    /// <summary>Reads a pause.</summary>
    public static HeldPause Read(PayloadReader from) => new(from.Text(), from.Instant(), from.Text());
}
