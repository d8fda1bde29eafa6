namespace ActorSync.Engine.Hosting.Options;

/// <summary>What a single value was written as.</summary>
internal enum ScalarKind
{
    /// <summary>JSON's null: as if the key had not been given.</summary>
    Null,

    /// <summary>Text in quotes.</summary>
    Text,

    /// <summary>A JSON number, kept as it was written.</summary>
    Number,

    /// <summary>JSON's true or false.</summary>
    Boolean,

    /// <summary>Text of the environment or the command line, which can mean any of them.</summary>
    Untyped,
}
