namespace ActorSync.Engine.Journal;

/// <summary>The journal cannot be reached or prepared; the message says which one and why, without secrets.</summary>
public class JournalUnavailableException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public JournalUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong and what came of trying.</summary>
    public JournalUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether what is in the way may pass by itself.</summary>
    internal bool MayPass => InnerException is { } cause && JournalFault.Of(cause).MayPass;
}
