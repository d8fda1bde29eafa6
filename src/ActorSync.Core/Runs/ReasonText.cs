namespace ActorSync.Core.Runs;

/// <summary>Reasons that the target or the machine gave, as sentences of a message.</summary>
public static class ReasonText
{
    /// <summary>The reason with the full stop that ends it.</summary>
    public static string Sentence(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);

        var text = reason.TrimEnd();
        return text.EndsWith('.') ? text : text + ".";
    }
}
