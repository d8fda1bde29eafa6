namespace ActorSync.Engine.Gateway;

/// <summary>A whole answer came, and its body cannot be used; the message says why.</summary>
public sealed class UnreadableAnswerException : IOException
{
    /// <summary>Says why.</summary>
    public UnreadableAnswerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
