import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

struct SlurmTemplateTests {
  private static let shipped = ShippedTemplates.template(of: "text")

  private func refusal(_ text: String, _ kind: SlurmTemplate.Kind = .batch) -> String? {
    do throws(SlurmTemplate.Refusal) {
      _ = try SlurmTemplate(Array(text.utf8), path: "t/text.sh", kind: kind)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: ShippedTemplates.names)
  func `The templates that are shipped have all that is needed`(name: String) {
    #expect(refusal(ShippedTemplates.template(of: name), name == ShippedTemplates.workers ? .workers : .batch) == nil)
  }

  @Test(arguments: ShippedTemplates.names)
  func `The repository, a workspace itself, holds the templates as they are shipped`(name: String) throws {
    let path = Repository.root.appending("slurm-templates").appending(ShippedTemplates.fileName(of: name))
    let text = ShippedTemplates.template(of: name)
    if Sys.variable("SLUICE_GOLDEN") == "update" { try Sys.publish(Array(text.utf8), at: path) }
    #expect(try text == String(decoding: Sys.contents(of: path), as: UTF8.self))
  }

  @Test(arguments: ["{{job_name}}", "{{options}}", "{{setup}}", "{{variables}}", "--dependency=singleton"])
  func `The template of the workers' job is refused without what keeps it one job, and takes other times`(
    need: String
  ) throws {
    let text = ShippedTemplates.template(of: ShippedTemplates.workers)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let without = lines.filter { !$0.hasSuffix(need) }
    #expect(without.count == lines.count - 1)
    let message = try #require(refusal(without.joined(separator: "\n"), .workers))
    #expect(message.contains("\(need)` is missing"), "\(message)")
    #expect(refusal(text.replacing("--time=60", with: "--time=720"), .workers) == nil)
  }

  @Test(arguments: SlurmTemplate.Kind.batch.fields)
  func `A template without something Sluice needs is refused with the line that is missing`(
    field: SlurmTemplate.Field
  ) throws {
    let lines = Self.shipped.split(separator: "\n", omittingEmptySubsequences: false)
    let without = lines.filter { !$0.contains("{{\(field.rawValue)}}") }
    #expect(without.count == lines.count - 1)
    let message = try #require(refusal(without.joined(separator: "\n")))
    #expect(message.hasPrefix("t/text.sh: a line `\(field.need.text)` is missing"))
    let asRemark = Self.shipped.replacing("\(field.need.text)", with: "# \(field.need.text)")
    #expect(refusal(asRemark) != nil, "a remark is no directive")
  }

  @Test(arguments: [
    ("#SBATCH --job-name=mine", "--job-name"), ("#SBATCH -J mine", "--job-name"), ("#SBATCH -o x.log", "--output"),
    ("#SBATCH --hold", "--hold"), ("#SBATCH -D /tmp", "--chdir"), ("#SBATCH --array=1-9", "--array"),
  ])
  func `A directive that contradicts Sluice's own is refused with its line`(line: String, option: String) throws {
    let text = Self.shipped.replacing("{{options}}", with: "\(line)\n{{options}}")
    let message = try #require(refusal(text))
    #expect(message.contains(": line 14: \(option) is Sluice's own"))
  }

  @Test
  func `A directive after the first command, which sbatch would not see, is refused`() throws {
    let text = Self.shipped + "#SBATCH --nice=5\n"
    #expect(try #require(refusal(text)).contains("sbatch reads directives only before the first command"))
    let moved = Self.shipped.replacing("{{options}}\n", with: "echo first\n{{options}}\n")
    #expect(try #require(refusal(moved)).contains("which is line 14"))
  }

  @Test
  func `A misspelt value is named with those there are`() throws {
    let message = try #require(refusal(Self.shipped.replacing("{{time}}", with: "{{tme}}")))
    #expect(message.contains("line 9: {{tme}} is no value: there are job_name, array, time"))
  }

  @Test
  func `A user may add directives and commands of any kind`() {
    let text = Self.shipped.replacing("{{options}}", with: "#SBATCH --nice=5 --licenses=a:1\n{{options}}")
      .replacing("{{setup}}", with: "{{setup}}\nulimit -c 0\necho \"$HOSTNAME {} {\"")
    #expect(refusal(text) == nil)
  }

  @Test
  func `A script without a shell is refused`() throws {
    #expect(try #require(refusal(String(Self.shipped.dropFirst(2)))).contains("line 1"))
  }
}
