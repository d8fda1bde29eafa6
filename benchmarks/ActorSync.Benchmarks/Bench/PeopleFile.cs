using System.Collections.Immutable;
using ActorSync.Benchmarks.Roster;

namespace ActorSync.Benchmarks.Bench;

/// <summary>People and the file that states them.</summary>
/// <param name="People">The people.</param>
/// <param name="Path">The file.</param>
internal sealed record PeopleFile(ImmutableArray<GeneratedPerson> People, string Path)
{
    private const int OneOf = 20;
    private const int HighestLevel = 5;

    /// <summary>Writes the file.</summary>
    public static async Task<PeopleFile> WriteAsync(string path, ImmutableArray<GeneratedPerson> people, CancellationToken stop)
    {
        await PersonSheet.WriteAsync(path, people, stop);
        return new PeopleFile(people, path);
    }

    /// <summary>The same people, of whom each twentieth has another level of one skill; each turn changes others.</summary>
    public Task<PeopleFile> ChangedAsync(string path, int turn, CancellationToken stop) =>
        WriteAsync(path, [.. People.Select((person, index) => index % OneOf == turn % OneOf ? Promoted(person) : person)], stop);

    private static GeneratedPerson Promoted(GeneratedPerson person)
    {
        var (skill, level) = person.Skills.First();
        return person with { Skills = person.Skills.SetItem(skill, (level % HighestLevel) + 1) };
    }
}
