using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Journal;

/// <summary>How writes in doubt stand in a payload; they are known from version 2 on.</summary>
internal static class DoubtFormat
{
    /// <summary>Writes one.</summary>
    public static void Write(PayloadWriter to, WriteDoubt doubt)
    {
        to.Count(doubt.Sequence);
        UserFormat.WriteAll(to, doubt.Operations, UserFormat.Write);
        to.Text(doubt.Reason);
        to.Byte((byte)doubt.Result);
        to.Instant(doubt.At);
    }

    /// <summary>Reads one.</summary>
    public static WriteDoubt Read(PayloadReader from) => new(
        from.Small(), UserFormat.ReadAll(from, UserFormat.ReadOperation), from.Text(), from.OneOf<DoubtResult>(), from.Instant());

    /// <summary>Writes what is known of a write that a stopped process left in doubt.</summary>
    public static void Write(PayloadWriter to, IntentDoubt doubt)
    {
        to.Text(doubt.Reason);
        to.Instant(doubt.Since);
    }

    /// <summary>Reads it.</summary>
    public static IntentDoubt ReadIntent(PayloadReader from) => new(from.Text(), from.Instant());

    /// <summary>Writes a user's; none of them takes one byte.</summary>
    public static void Write(PayloadWriter to, DoubtLog log)
    {
        to.Flag(!log.IsEmpty);
        if (!log.IsEmpty)
        {
            to.Signed(log.Counts.Applied);
            to.Signed(log.Counts.NotApplied);
            to.Signed(log.Counts.InPart);
            to.Signed(log.Counts.Unsettled);
            UserFormat.WriteAll(to, log.Kept, Write);
        }
    }

    /// <summary>Reads a user's.</summary>
    public static DoubtLog ReadLog(PayloadReader from) => from.Flag()
        ? new(new(from.Signed(), from.Signed(), from.Signed(), from.Signed()), UserFormat.ReadAll(from, Read))
        : DoubtLog.None;
}
