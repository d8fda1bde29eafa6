namespace ActorSync.Simulation.Stories;

/// <summary>The names of faults as people write them: <c>hand-edits</c>.</summary>
public static class FaultNames
{
    private static readonly (string Name, FaultKind Fault)[] Each =
        [.. Enum.GetValues<FaultKind>().Where(kind => int.PopCount((int)kind) == 1).Select(kind => (NameOf(kind), kind))];

    /// <summary>Every name.</summary>
    public static IEnumerable<string> All => Each.Select(each => each.Name);

    /// <summary>Reads a list with commas, <c>all</c> or <c>none</c>; null where a name is not known.</summary>
    public static FaultKind? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        var faults = FaultKind.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (name)
            {
                case "all":
                    faults |= FaultKind.All;
                    break;
                case "none":
                    break;
                default:
                    if (Array.FindIndex(Each, each => each.Name == name) is not (>= 0 and var index))
                    {
                        return null;
                    }

                    faults |= Each[index].Fault;
                    break;
            }
        }

        return faults;
    }

    /// <summary>The list of some faults, as <see cref="Read"/> takes it.</summary>
    public static string Write(FaultKind faults) => faults switch
    {
        FaultKind.None => "none",
        FaultKind.All => "all",
        _ => string.Join(',', Each.Where(each => faults.HasFlag(each.Fault)).Select(each => each.Name)),
    };

    private static string NameOf(FaultKind fault) =>
        string.Concat(fault.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));
}
