namespace ActorSync.Engine.Journal;

/// <summary>It was not waited any longer for the journal's storage: whether what was to be stored is there will be known when it is back.</summary>
public sealed class StorageGivenUpException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">Why.</param>
    /// <param name="isOfStop">Whether it was because the process is to end.</param>
    public StorageGivenUpException(string message, bool isOfStop)
        : base(message) => IsOfStop = isOfStop;

    /// <summary>Required by the framework's guidelines; prefer to say whether it was because of a stop.</summary>
    public StorageGivenUpException()
    {
    }

    /// <summary>Required by the framework's guidelines; prefer to say whether it was because of a stop.</summary>
    public StorageGivenUpException(string message)
        : base(message)
    {
    }

    /// <summary>Required by the framework's guidelines; prefer to say whether it was because of a stop.</summary>
    public StorageGivenUpException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether it was because the process is to end, and not because the limit was reached.</summary>
    public bool IsOfStop { get; }
}
