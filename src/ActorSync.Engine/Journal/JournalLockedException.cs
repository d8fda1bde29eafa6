namespace ActorSync.Engine.Journal;

/// <summary>Another process keeps the journal locked in the middle of a write, for longer than a write takes.</summary>
/// <param name="message">Which journal.</param>
/// <param name="innerException">What came of trying.</param>
#pragma warning disable CA1032 // It is made in one place, with the place and the cause.
public sealed class JournalLockedException(string message, Exception innerException) : JournalUnavailableException(message, innerException);
#pragma warning restore CA1032
