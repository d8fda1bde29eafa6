namespace ActorSync.Sandbox;

/// <summary>Another sandbox keeps its state in the same file.</summary>
public sealed class StateInUseException : IOException
{
    /// <summary>Says so without more.</summary>
    public StateInUseException()
    {
    }

    /// <summary>Says which file it is.</summary>
    public StateInUseException(string message)
        : base(message)
    {
    }

    /// <summary>Says which file it is, and what the system answered.</summary>
    public StateInUseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
