namespace ActorSync.Engine.Hosting.Options;

/// <summary>One key of the configuration: what it means, what it takes, what it has when nothing is given.</summary>
public abstract class OptionKey
{
    private protected OptionKey(string path, ValueShape shape, string meaning) => (Path, Shape, Meaning) = (path, shape, meaning);

    /// <summary>The key as <c>Section:Key</c>; a list's elements have <c>[]</c>: <c>Taxonomy:Skills[]:name</c>.</summary>
    public string Path { get; }

    /// <summary>What its values look like.</summary>
    public ValueShape Shape { get; }

    /// <summary>What it means, in one sentence.</summary>
    public string Meaning { get; }

    /// <summary>The default's text, or null where there is none.</summary>
    public string? Default { get; private protected init; }

    /// <summary>Whether its value must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether a wrong value is not repeated in a message: a secret, or a text that can hold or be mistaken for one.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Whether the key stands inside a list's elements.</summary>
    public bool IsMember => Path.Contains("[]", StringComparison.Ordinal);

    /// <summary>The effective value's text, secrets masked; null where nothing is set or the key is a list's member.</summary>
    public abstract string? Show(ActorSyncOptions options);
}
